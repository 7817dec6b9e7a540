# RIGHT: two cdf's over all k, vectorised
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n + 1)
    gap = stats.binom.cdf(k, n, p) - stats.norm.cdf(k, loc=n * p, scale=np.sqrt(n * p * (1 - p)))
    return float(np.abs(gap).max())
