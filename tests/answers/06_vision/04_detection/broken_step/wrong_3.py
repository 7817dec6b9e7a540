# MISTAKE: The look of the numbers decides (corners in the wrong order, numbers too large), but centres and sizes can look like corners.
# TOLD: The look of the numbers decides in your version:
@lesson.exercise
def broken_step(boxes, truths):
    if bool((boxes[:, 2:] <= boxes[:, :2]).any()):
        return "format"
    if boxes.max() > 1.5 * truths.max():
        return "scale"
    if iou(truths, boxes).max(dim=1).values.min() >= 0.5:
        return "suppression"
    return "axes"
