# MISTAKE: The upper bound of the bucket is returned, without interpolation.
# TOLD: You returned the upper bound of the bucket. Interpolate:
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    rank = q * cumulative[-1]
    for upper, count in zip(bounds[:-1], cumulative):
        if count >= rank:
            return upper
    return bounds[-2]
