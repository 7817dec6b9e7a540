# a loop over the looks with running totals, against a critical value of |z|
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    border = stats.norm.isf(alpha / 2)
    k = np.zeros((len(clicks), 2))
    n = np.zeros((len(clicks), 2))
    ever = np.zeros(len(clicks), dtype=bool)
    now = ever
    for look in range(clicks.shape[1]):
        k = k + clicks[:, look]
        n = n + shown[:, look]
        both, all_clicks = n.sum(axis=1), k.sum(axis=1)
        usable = (n > 0).all(axis=1) & (all_clicks > 0) & (all_clicks < both)
        safe = np.where(usable[:, None], n, 1.0)
        pool = np.where(usable, all_clicks / np.maximum(both, 1), 0.5)
        z = (k[:, 1] / safe[:, 1] - k[:, 0] / safe[:, 0]) / np.sqrt(pool * (1 - pool) * (1 / safe).sum(axis=1))
        now = usable & (np.abs(z) > border)
        ever = ever | now
    return float(now.mean()), float(ever.mean())
