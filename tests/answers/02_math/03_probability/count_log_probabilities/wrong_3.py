# MISTAKE: subtracts the logarithm of the variance instead of that of sigma in the normal density
# TOLD: The normal density is divided by σ, and you divided it
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    lf = special.gammaln
    var = n * p * (1 - p)
    return np.array(
        [
            lf(n + 1) - lf(k + 1) - lf(n - k + 1) + k * np.log(p) + (n - k) * np.log(1 - p),
            -n * p + k * np.log(n * p) - lf(k + 1),
            -((k - n * p) ** 2) / (2 * var) - np.log(var * np.sqrt(2 * np.pi)),
        ]
    )
