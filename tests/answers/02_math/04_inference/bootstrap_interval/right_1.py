# fancy indexing, row sums, np.quantile
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = clicks[picks].sum(axis=1) / views[picks].sum(axis=1)
    out = (1 - level) / 2
    low, high = np.quantile(rates, [out, 1 - out])
    return float(low), float(high)
