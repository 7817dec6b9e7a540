# RIGHT: two plain loops over Python floats
@lesson.exercise
def iou(boxes_a, boxes_b):
    result = torch.zeros(len(boxes_a), len(boxes_b))
    for i, p in enumerate(boxes_a.tolist()):
        for j, q in enumerate(boxes_b.tolist()):
            inter = max(0.0, min(p[2], q[2]) - max(p[0], q[0])) * max(0.0, min(p[3], q[3]) - max(p[1], q[1]))
            union = _area(p) + _area(q) - inter
            result[i, j] = inter / union if union > 0 else 0.0
    return result


def _area(box):
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
