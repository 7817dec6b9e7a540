# MISTAKE: The divisor is the sum of the two areas, in which the shared part is counted twice.
# TOLD: You divided by the sum of both areas. The
@lesson.exercise
def iou(boxes_a, boxes_b):
    a, b = boxes_a.float()[:, None], boxes_b.float()[None]
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(dim=-1)
    area_a = (a[..., 2:] - a[..., :2]).clamp(min=0).prod(dim=-1)
    area_b = (b[..., 2:] - b[..., :2]).clamp(min=0).prod(dim=-1)
    total = area_a + area_b
    return torch.where(total > 0, inter / total.clamp(min=1e-12), torch.zeros_like(total))
