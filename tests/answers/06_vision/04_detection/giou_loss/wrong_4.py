# MISTAKE: Every box is compared with every truth, though each has its own.
# TOLD: Each box is compared with every truth. Each has
@lesson.exercise
def giou_loss(boxes, truths):
    a, b = boxes[:, None], truths[None]
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(dim=-1)
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(dim=-1)
    union = (a[..., 2:] - a[..., :2]).prod(dim=-1) + (b[..., 2:] - b[..., :2]).prod(dim=-1) - inter
    return (1 - inter / union + (hull - union) / hull).mean()
