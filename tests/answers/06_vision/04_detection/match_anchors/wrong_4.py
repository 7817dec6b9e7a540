# MISTAKE: A claimed anchor is given its own closest truth, not the truth that claimed it.
# TOLD: A claimed anchor becomes the truth that it overlaps
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    result = torch.full((len(anchors),), -1)
    if len(truths) == 0:
        return result
    overlap = iou(anchors, truths)
    largest, place = overlap.max(dim=1)
    result[largest >= low] = -2
    positive = largest >= high
    for k in range(len(truths)):
        best = overlap[:, k].argmax()
        if overlap[best, k] > 0:
            positive[best] = True
    result[positive] = place[positive]
    return result
