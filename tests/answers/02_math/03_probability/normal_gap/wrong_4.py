# MISTAKE: compares the probabilities with the density instead of the cumulative probabilities
# TOLD: You compared single probabilities with the density.
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    k = np.arange(n + 1)
    normal = stats.norm.pdf(k, n * p, np.sqrt(n * p * (1 - p)))
    return float(np.abs(stats.binom.pmf(k, n, p) - normal).max())
