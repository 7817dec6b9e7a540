# MISTAKE: Everything below the upper threshold is called background, and nothing is ignored.
# TOLD: The anchors between the thresholds are background in your
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    result = torch.full((len(anchors),), -1)
    if len(truths) == 0:
        return result
    overlap = iou(anchors, truths)
    largest, place = overlap.max(dim=1)
    result[largest >= high] = place[largest >= high]
    for k in range(len(truths)):
        best = overlap[:, k].argmax()
        if overlap[best, k] > 0:
            result[best] = k
    return result
