# MISTAKE: one-sided p-values are always half of the two-sided one, whatever side the difference lies on
# TOLD: You chose the tail on which the difference happened to fall. Whoever
@lesson.exercise
def compare_rates(clicks: np.ndarray, shown: np.ndarray, alternative: str) -> tuple[float, float, float, float]:
    n_a, n_b = shown
    p_a, p_b = clicks / shown
    d = p_b - p_a
    s = np.sqrt(p_a * (1 - p_a) / n_a + p_b * (1 - p_b) / n_b)
    pool = clicks.sum() / shown.sum()
    s0 = np.sqrt(pool * (1 - pool) * (1 / n_a + 1 / n_b))
    z = d / s0
    p = 2 * stats.norm.sf(abs(z))
    if alternative != "two-sided":
        p = p / 2
    q = stats.norm.ppf(0.975)
    return float(d), float(d - q * s), float(d + q * s), float(p)
