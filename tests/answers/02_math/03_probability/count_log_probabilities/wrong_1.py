# MISTAKE: takes gammaln(m) for log m!
# TOLD: `gammaln(m)` is the logarithm of (m − 1)!, not of m!.
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    lf = special.gammaln
    var = n * p * (1 - p)
    return np.array(
        [
            lf(n) - lf(k) - lf(n - k) + k * np.log(p) + (n - k) * np.log(1 - p),
            -n * p + k * np.log(n * p) - lf(k),
            -((k - n * p) ** 2) / (2 * var) - 0.5 * np.log(2 * np.pi * var),
        ]
    )
