# MISTAKE: the interval becomes one-sided in a one-sided test (1.645, other end at 1 or -1)
# TOLD: You let the interval follow the side of the test. It is two-sided
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
    low, high = d - q * s, d + q * s
    if alternative == "larger":
        low, high = d - stats.norm.ppf(0.95) * s, 1.0
    elif alternative == "smaller":
        low, high = -1.0, d + stats.norm.ppf(0.95) * s
    return float(d), float(low), float(high), float(p)
