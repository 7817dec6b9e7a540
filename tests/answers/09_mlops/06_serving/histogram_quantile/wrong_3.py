# MISTAKE: In the last bucket its upper bound, infinity, is returned in place of where it begins.
# TOLD: Nothing is known about the last bucket but its
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    rank = q * cumulative[-1]
    lower, below = 0.0, 0
    for upper, count in zip(bounds, cumulative):
        if count >= rank:
            return lower + (upper - lower) * (rank - below) / (count - below)
        lower, below = upper, count
