# MISTAKE: passes the variance as scale
# TOLD: You gave `scipy.stats.norm` the variance. Its `scale`
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n + 1)
    return float(np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, n * p * (1 - p))).max())
