# MISTAKE: The sum is divided by the number of objects, not by the number of images.
# TOLD: The sum is divided by the number of objects.
@lesson.exercise
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    owner = target[..., 0] == 1
    weight = torch.where(owner, 1.0, empty_weight)
    objectness = F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], weight=weight, reduction="sum")
    got, wanted = raw[owner], target[owner]
    place = (got[:, 1:3].sigmoid() - wanted[:, 1:3]).square().sum()
    extent = (got[:, 3:5].sigmoid().sqrt() - wanted[:, 3:5].sqrt()).square().sum()
    kind = F.cross_entropy(got[:, 5:], wanted[:, 5:].argmax(dim=1), reduction="sum")
    return (objectness + box_weight * (place + extent) + kind) / max(len(got), 1)
