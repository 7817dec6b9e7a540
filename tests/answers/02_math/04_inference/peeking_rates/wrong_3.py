# MISTAKE: missing p-values (0/0) are filled with 0 and so count as significant
# TOLD: A look without any click has no p-value, and you counted it as
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    k = clicks.cumsum(axis=1).astype(float)
    n = shown.cumsum(axis=1).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = k / n
        pool = k.sum(axis=2) / n.sum(axis=2)
        s0 = np.sqrt(pool * (1 - pool) * (1 / n[..., 0] + 1 / n[..., 1]))
        z = (rate[..., 1] - rate[..., 0]) / s0
    p = np.nan_to_num(2 * stats.norm.sf(np.abs(z)))
    significant = p < alpha
    return float(significant[:, -1].mean()), float(significant.any(axis=1).mean())
