# MISTAKE: The first bucket is taken to have no lower end and its bound is returned, though it begins at 0.
# TOLD: In the first bucket you returned its upper bound.
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    rank = q * cumulative[-1]
    if cumulative[0] >= rank:
        return bounds[0]
    for i in range(1, len(bounds)):
        if cumulative[i] >= rank:
            if i == len(bounds) - 1:
                return bounds[-2]
            share = (rank - cumulative[i - 1]) / (cumulative[i] - cumulative[i - 1])
            return bounds[i - 1] + share * (bounds[i] - bounds[i - 1])
