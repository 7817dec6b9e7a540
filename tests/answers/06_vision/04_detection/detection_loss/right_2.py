# RIGHT: a loop over images and cells
def _cell(raw, target, box_weight, empty_weight):
    if target[0] != 1:
        return empty_weight * F.softplus(raw[0])
    cost = F.softplus(-raw[0])
    for k in (1, 2):
        cost = cost + box_weight * (torch.sigmoid(raw[k]) - target[k]) ** 2
    for k in (3, 4):
        cost = cost + box_weight * (torch.sqrt(torch.sigmoid(raw[k])) - torch.sqrt(target[k])) ** 2
    return cost + torch.logsumexp(raw[5:], dim=0) - raw[5 + target[5:].argmax()]


@lesson.exercise
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    total = 0.0
    for one_raw, one_target in zip(raw, target):
        for r, t in zip(one_raw.flatten(0, 1), one_target.flatten(0, 1)):
            total = total + _cell(r, t, box_weight, empty_weight)
    return total / raw.shape[0]
