# MISTAKE: a normal interval around the estimate with the bootstrap's standard deviation, not percentiles
# TOLD: You used mean ± some standard errors. The percentile interval takes
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = clicks[picks].sum(axis=1) / views[picks].sum(axis=1)
    centre = clicks.sum() / views.sum()
    half = stats.norm.ppf((1 + level) / 2) * rates.std()
    low, high = centre - half, centre + half
    return float(low), float(high)
