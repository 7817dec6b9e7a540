# MISTAKE: the second share is that of significant looks, not of tests with any significant look
# TOLD: You averaged over all looks. Asked for is the share of tests that
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    k = clicks.cumsum(axis=1).astype(float)
    n = shown.cumsum(axis=1).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = k / n
        pool = k.sum(axis=2) / n.sum(axis=2)
        s0 = np.sqrt(pool * (1 - pool) * (1 / n[..., 0] + 1 / n[..., 1]))
        z = (rate[..., 1] - rate[..., 0]) / s0
    p = 2 * stats.norm.sf(np.abs(z))
    significant = p < alpha
    return float(significant[:, -1].mean()), float(significant.mean())
