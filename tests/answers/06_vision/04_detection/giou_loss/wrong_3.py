# MISTAKE: The losses of the pairs are summed, not averaged.
# TOLD: The losses of the pairs are added up. Take
@lesson.exercise
def giou_loss(boxes, truths):
    inter = (torch.minimum(boxes[:, 2:], truths[:, 2:]) - torch.maximum(boxes[:, :2], truths[:, :2])).clamp(min=0).prod(dim=1)
    hull = (torch.maximum(boxes[:, 2:], truths[:, 2:]) - torch.minimum(boxes[:, :2], truths[:, :2])).prod(dim=1)
    union = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1) + (truths[:, 2:] - truths[:, :2]).prod(dim=1) - inter
    return (1 - inter / union + (hull - union) / hull).sum()
