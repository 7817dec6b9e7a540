# MISTAKE: The share inside the bucket is rank / cumulative count; those below the bucket are not taken off.
# TOLD: Inside the bucket you divided by the cumulative count.
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    rank = q * cumulative[-1]
    lower = 0.0
    for upper, count in zip(bounds, cumulative):
        if count >= rank:
            if math.isinf(upper):
                return lower
            return lower + (upper - lower) * rank / count
        lower = upper
