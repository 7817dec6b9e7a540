# MISTAKE: a user drawn several times is counted once (np.unique of the picks)
# TOLD: You took each user in a resample once, however often they were drawn.
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = []
    for row in picks:
        users = np.unique(row)
        rates.append(clicks[users].sum() / views[users].sum())
    out = (1 - level) / 2
    low, high = np.quantile(rates, [out, 1 - out])
    return float(low), float(high)
