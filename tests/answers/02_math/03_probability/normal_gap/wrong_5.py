# MISTAKE: gives the normal distribution the Poisson variance n p
# TOLD: Your spread is √(n p), that of a Poisson count. A
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n + 1)
    normal = stats.norm.cdf(k, n * p, np.sqrt(n * p))
    return float(np.abs(stats.binom.cdf(k, n, p) - normal).max())
