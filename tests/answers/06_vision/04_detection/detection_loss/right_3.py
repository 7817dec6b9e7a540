# RIGHT: no indexing, everything multiplied by the mask of responsible cells, the class by log-softmax and one-hot
@lesson.exercise
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    mask = (target[..., 0] == 1).to(raw.dtype)
    objectness = -(mask * F.logsigmoid(raw[..., 0]) + empty_weight * (1 - mask) * F.logsigmoid(-raw[..., 0]))
    box = raw[..., 1:5].sigmoid()
    box_cost = F.mse_loss(box[..., :2], target[..., 1:3], reduction="none").sum(dim=-1)
    box_cost = box_cost + F.mse_loss(box[..., 2:].pow(0.5), target[..., 3:5].pow(0.5), reduction="none").sum(dim=-1)
    kind = -(F.log_softmax(raw[..., 5:], dim=-1) * target[..., 5:]).sum(dim=-1)
    return (objectness + mask * (box_weight * box_cost + kind)).sum() / raw.size(0)
