# MISTAKE: A truth that touches no anchor claims one all the same, the first.
# TOLD: A truth far from all anchors claims one all
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
        result[overlap[:, k].argmax()] = k
    return result
