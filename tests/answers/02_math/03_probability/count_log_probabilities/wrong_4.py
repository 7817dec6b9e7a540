# MISTAKE: gives the normal density the variance of the Poisson distribution, n p
# TOLD: Your normal density has the variance n p of the
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    lf = special.gammaln
    mean = var = n * p
    return np.array(
        [
            lf(n + 1) - lf(k + 1) - lf(n - k + 1) + k * np.log(p) + (n - k) * np.log(1 - p),
            -mean + k * np.log(mean) - lf(k + 1),
            -((k - mean) ** 2) / (2 * var) - 0.5 * np.log(2 * np.pi * var),
        ]
    )
