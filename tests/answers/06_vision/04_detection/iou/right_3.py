# RIGHT: numpy, one axis at a time with outer minima and maxima
def _shared(lo_a, hi_a, lo_b, hi_b):
    return np.clip(np.minimum.outer(hi_a, hi_b) - np.maximum.outer(lo_a, lo_b), 0, None)


@lesson.exercise
def iou(boxes_a, boxes_b):
    ax0, ay0, ax1, ay1 = boxes_a.detach().cpu().numpy().astype(np.float64).reshape(-1, 4).T
    bx0, by0, bx1, by1 = boxes_b.detach().cpu().numpy().astype(np.float64).reshape(-1, 4).T
    inter = _shared(ax0, ax1, bx0, bx1) * _shared(ay0, ay1, by0, by1)
    area_a = np.clip(ax1 - ax0, 0, None) * np.clip(ay1 - ay0, 0, None)
    area_b = np.clip(bx1 - bx0, 0, None) * np.clip(by1 - by0, 0, None)
    union = np.add.outer(area_a, area_b) - inter
    return torch.from_numpy(np.divide(inter, union, out=np.zeros_like(inter), where=union > 0)).float()
