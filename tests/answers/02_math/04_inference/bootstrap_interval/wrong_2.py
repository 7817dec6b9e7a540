# MISTAKE: leaves 1 - level outside on each side, so the interval is too narrow
# TOLD: You left 1 − level outside on each side. It is to be shared between
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = clicks[picks].sum(axis=1) / views[picks].sum(axis=1)
    out = 1 - level
    low, high = np.quantile(rates, [out, 1 - out])
    return float(low), float(high)
