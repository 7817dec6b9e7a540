# RIGHT: torch.where for the first step, and the claims as one maximum over truths for each anchor (the last claim wins)
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    n, m = len(anchors), len(truths)
    if m == 0:
        return -torch.ones(n, dtype=torch.int64)
    overlap = iou(truths, anchors)
    place = overlap.argmax(dim=0)
    largest = overlap.amax(dim=0)
    first = torch.where(largest >= high, place, torch.where(largest < low, -1, -2))
    claims = F.one_hot(overlap.argmax(dim=1), n).bool() & (overlap > 0)
    numbers = torch.arange(m)[:, None].expand(m, n)
    last = torch.where(claims, numbers, torch.tensor(-1)).amax(dim=0)
    return torch.where(last >= 0, last, first)
