# MISTAKE: the interval is built with the pooled error s0
# TOLD: You used the pooled error for the interval. It supposes equal rates,
@lesson.exercise
def compare_rates(clicks: np.ndarray, shown: np.ndarray, alternative: str) -> tuple[float, float, float, float]:
    n_a, n_b = shown
    p_a, p_b = clicks / shown
    d = p_b - p_a
    s = np.sqrt(p_a * (1 - p_a) / n_a + p_b * (1 - p_b) / n_b)
    pool = clicks.sum() / shown.sum()
    s0 = np.sqrt(pool * (1 - pool) * (1 / n_a + 1 / n_b))
    z = d / s0
    if alternative == "two-sided":
        p = 2 * stats.norm.sf(abs(z))
    elif alternative == "larger":
        p = stats.norm.sf(z)
    else:
        p = stats.norm.cdf(z)
    q = stats.norm.ppf(0.975)
    return float(d), float(d - q * s0), float(d + q * s0), float(p)
