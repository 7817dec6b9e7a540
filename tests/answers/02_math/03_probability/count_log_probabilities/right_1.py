# RIGHT: gammaln, vectorised, the three formulas in order
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    def log_factorial(m):
        return special.gammaln(m + 1)

    choose = log_factorial(n) - log_factorial(k) - log_factorial(n - k)
    binomial = choose + k * np.log(p) + (n - k) * np.log1p(-p)
    rate = n * p
    poisson = -rate + k * np.log(rate) - log_factorial(k)
    variance = n * p * (1 - p)
    normal = -0.5 * np.log(2 * np.pi * variance) - (k - rate) ** 2 / (2 * variance)
    return np.stack([binomial, poisson, normal])
