# MISTAKE: one-sided: only a larger rate of B counts
# TOLD: You test one side. Without a side named beforehand both count.
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    k = clicks.cumsum(axis=1).astype(float)
    n = shown.cumsum(axis=1).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = k / n
        pool = k.sum(axis=2) / n.sum(axis=2)
        s0 = np.sqrt(pool * (1 - pool) * (1 / n[..., 0] + 1 / n[..., 1]))
        z = (rate[..., 1] - rate[..., 0]) / s0
    p = stats.norm.sf(z)
    significant = p < alpha
    return float(significant[:, -1].mean()), float(significant.any(axis=1).mean())
