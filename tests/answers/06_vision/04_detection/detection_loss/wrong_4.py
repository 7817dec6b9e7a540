# MISTAKE: The classes go through a softmax before cross_entropy, which takes one itself.
# TOLD: The softmax is taken twice: F.cross_entropy takes it itself
@lesson.exercise
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    owner = target[..., 0] == 1
    weight = torch.where(owner, 1.0, empty_weight)
    objectness = F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], weight=weight, reduction="sum")
    got, wanted = raw[owner], target[owner]
    place = (got[:, 1:3].sigmoid() - wanted[:, 1:3]).square().sum()
    extent = (got[:, 3:5].sigmoid().sqrt() - wanted[:, 3:5].sqrt()).square().sum()
    kind = F.cross_entropy(got[:, 5:].softmax(dim=1), wanted[:, 5:].argmax(dim=1), reduction="sum")
    return (objectness + box_weight * (place + extent) + kind) / len(raw)
