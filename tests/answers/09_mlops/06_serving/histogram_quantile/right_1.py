# RIGHT: one loop with the edge and the count below
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    rank = q * cumulative[-1]
    lower, below = 0.0, 0
    for upper, count in zip(bounds, cumulative):
        if count >= rank:
            if math.isinf(upper):
                return lower
            return lower + (upper - lower) * (rank - below) / (count - below)
        lower, below = upper, count
