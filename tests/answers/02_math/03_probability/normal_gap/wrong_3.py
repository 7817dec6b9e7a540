# MISTAKE: stops at k = n - 1
# TOLD: You left out k = n. Where nearly everybody has the
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n)
    normal = stats.norm.cdf(k, n * p, np.sqrt(n * p * (1 - p)))
    return float(np.abs(stats.binom.cdf(k, n, p) - normal).max())
