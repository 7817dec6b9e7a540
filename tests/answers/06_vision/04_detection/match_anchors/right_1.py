# RIGHT: one matrix, thresholds by masks, a short loop for the claims
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    result = torch.full((len(anchors),), -1)
    if len(truths) == 0:
        return result
    overlap = iou(anchors, truths)
    largest, place = overlap.max(dim=1)
    result[largest >= low] = -2
    result[largest >= high] = place[largest >= high]
    for k in range(len(truths)):
        best = overlap[:, k].argmax()
        if overlap[best, k] > 0:
            result[best] = k
    return result
