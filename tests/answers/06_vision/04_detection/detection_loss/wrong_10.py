# MISTAKE: The weight of empty cells is put on the objectness of all cells, the responsible ones included.
# TOLD: `empty_weight` is put on all cells. It is for
@lesson.exercise
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    owner = target[..., 0] == 1
    objectness = empty_weight * F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], reduction="sum")
    got, wanted = raw[owner], target[owner]
    place = (got[:, 1:3].sigmoid() - wanted[:, 1:3]).square().sum()
    extent = (got[:, 3:5].sigmoid().sqrt() - wanted[:, 3:5].sqrt()).square().sum()
    kind = F.cross_entropy(got[:, 5:], wanted[:, 5:].argmax(dim=1), reduction="sum")
    return (objectness + box_weight * (place + extent) + kind) / len(raw)
