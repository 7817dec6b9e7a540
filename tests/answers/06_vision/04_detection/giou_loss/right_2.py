# RIGHT: a loop over pairs with scalar tensors, rewritten as 2 - IoU - union / hull
def _one(box, truth):
    x0, y0, x1, y1 = box
    u0, v0, u1, v1 = truth
    w = torch.relu(torch.min(x1, u1) - torch.max(x0, u0))
    h = torch.relu(torch.min(y1, v1) - torch.max(y0, v0))
    union = (x1 - x0) * (y1 - y0) + (u1 - u0) * (v1 - v0) - w * h
    hull = (torch.max(x1, u1) - torch.min(x0, u0)) * (torch.max(y1, v1) - torch.min(y0, v0))
    return 2 - w * h / union - union / hull


@lesson.exercise
def giou_loss(boxes, truths):
    return torch.stack([_one(box, truth) for box, truth in zip(boxes, truths)]).mean()
