# MISTAKE: The product of the shared sides is clamped, not each side, so that two boxes apart in both directions share a positive area.
# TOLD: Width and height of the overlap are not each
@lesson.exercise
def iou(boxes_a, boxes_b):
    a, b = boxes_a.float()[:, None], boxes_b.float()[None]
    sides = torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])
    inter = sides.prod(dim=-1).clamp(min=0)
    area_a = (a[..., 2:] - a[..., :2]).clamp(min=0).prod(dim=-1)
    area_b = (b[..., 2:] - b[..., :2]).clamp(min=0).prod(dim=-1)
    union = area_a + area_b - inter
    return torch.where(union > 0, inter / union.clamp(min=1e-12), torch.zeros_like(union))
