# MISTAKE: The counts are summed up once more, as if they were counts per bucket and not cumulative already.
# TOLD: The counts are cumulative already: you added them up
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    running = np.cumsum(cumulative)
    rank = q * running[-1]
    i = int(np.searchsorted(running, rank))
    if i >= len(bounds) - 1:
        return bounds[-2]
    lower, below = (bounds[i - 1], running[i - 1]) if i else (0.0, 0)
    return float(lower + (bounds[i] - lower) * (rank - below) / (running[i] - below))
