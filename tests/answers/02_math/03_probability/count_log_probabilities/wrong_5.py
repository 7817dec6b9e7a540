# MISTAKE: computes the normal density first and takes its logarithm, minus infinity far from the mean
# TOLD: You computed the normal density and took its logarithm
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    lf = special.gammaln
    mean, sigma = n * p, np.sqrt(n * p * (1 - p))
    density = np.exp(-((k - mean) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    return np.array(
        [
            lf(n + 1) - lf(k + 1) - lf(n - k + 1) + k * np.log(p) + (n - k) * np.log(1 - p),
            -mean + k * np.log(mean) - lf(k + 1),
            np.log(density),
        ]
    )
