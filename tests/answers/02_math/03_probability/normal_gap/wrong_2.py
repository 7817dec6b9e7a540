# MISTAKE: corrects for continuity
# TOLD: You added a half to k. That correction brings the two
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n + 1)
    normal = stats.norm.cdf(k + 0.5, n * p, np.sqrt(n * p * (1 - p)))
    return float(np.abs(stats.binom.cdf(k, n, p) - normal).max())
