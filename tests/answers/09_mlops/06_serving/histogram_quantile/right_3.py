# RIGHT: recursion from the last bucket down: while the bucket below reaches the rank too, go on there
def down(rank, bounds, cumulative):
    if len(bounds) > 1 and cumulative[-2] >= rank:
        return down(rank, bounds[:-1], cumulative[:-1])
    start, before = (bounds[-2], cumulative[-2]) if len(bounds) > 1 else (0.0, 0)
    if bounds[-1] == math.inf:
        return float(start)
    share = (rank - before) / (cumulative[-1] - before)
    return (1 - share) * start + share * bounds[-1]


@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    return down(q * cumulative[-1], list(bounds), list(cumulative))
