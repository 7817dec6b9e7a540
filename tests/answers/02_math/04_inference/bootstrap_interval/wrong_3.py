# MISTAKE: divides by the views of the original users and not of the resample
# TOLD: You resampled the clicks but divided by the views of all users as
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = clicks[picks].sum(axis=1) / views.sum()
    out = (1 - level) / 2
    low, high = np.quantile(rates, [out, 1 - out])
    return float(low), float(high)
