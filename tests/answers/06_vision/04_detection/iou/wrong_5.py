# MISTAKE: Swapped corners are put in order first, so that a box with x1 < x0 has an area though it should have none.
# TOLD: The corners of a box were put in order
@lesson.exercise
def iou(boxes_a, boxes_b):
    def ordered(boxes):
        return torch.cat([torch.minimum(boxes[:, :2], boxes[:, 2:]), torch.maximum(boxes[:, :2], boxes[:, 2:])], dim=1)

    a, b = ordered(boxes_a.float())[:, None], ordered(boxes_b.float())[None]
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(dim=-1)
    union = (a[..., 2:] - a[..., :2]).prod(dim=-1) + (b[..., 2:] - b[..., :2]).prod(dim=-1) - inter
    return torch.where(union > 0, inter / union.clamp(min=1e-12), torch.zeros_like(union))
