# MISTAKE: Two boxes without an area divide 0 by 0, and the result is NaN.
# TOLD: Two boxes without any area came out as NaN,
@lesson.exercise
def iou(boxes_a, boxes_b):
    a, b = boxes_a.float()[:, None], boxes_b.float()[None]
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(dim=-1)
    area_a = (a[..., 2:] - a[..., :2]).clamp(min=0).prod(dim=-1)
    area_b = (b[..., 2:] - b[..., :2]).clamp(min=0).prod(dim=-1)
    return inter / (area_a + area_b - inter)
