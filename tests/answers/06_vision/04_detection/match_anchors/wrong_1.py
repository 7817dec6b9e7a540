# MISTAKE: The claims are forgotten, so an object that no anchor fits well goes without.
# TOLD: A truth that no anchor reaches with `high` goes
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    result = torch.full((len(anchors),), -1)
    if len(truths) == 0:
        return result
    largest, place = iou(anchors, truths).max(dim=1)
    result[largest >= low] = -2
    result[largest >= high] = place[largest >= high]
    return result
