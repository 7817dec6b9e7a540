# MISTAKE: The kept boxes are returned in the order in which they were given, not in that in which they were kept.
# TOLD: The right boxes, in the order of their places.
@lesson.exercise
def nms(boxes, scores, threshold):
    alive = torch.ones(len(boxes), dtype=torch.bool)
    for k in scores.argsort(descending=True, stable=True).tolist():
        if alive[k]:
            alive &= iou(boxes[k][None], boxes)[0] <= threshold
            alive[k] = True
    return torch.nonzero(alive)[:, 0]
