# MISTAKE: The hull's penalty is computed without gradients, so a box apart from its truth gets no pull after all.
# TOLD: No gradient passes through the empty share of the
@lesson.exercise
def giou_loss(boxes, truths):
    inter = (torch.minimum(boxes[:, 2:], truths[:, 2:]) - torch.maximum(boxes[:, :2], truths[:, :2])).clamp(min=0).prod(dim=1)
    union = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1) + (truths[:, 2:] - truths[:, :2]).prod(dim=1) - inter
    with torch.no_grad():
        hull = (torch.maximum(boxes[:, 2:], truths[:, 2:]) - torch.minimum(boxes[:, :2], truths[:, :2])).prod(dim=1)
        penalty = (hull - union) / hull
    return (1 - inter / union + penalty).mean()
