# MISTAKE: takes the logarithm of special.comb, which overflows to infinity for large n
# TOLD: You computed the binomial coefficient before you took
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    var = n * p * (1 - p)
    return np.array(
        [
            np.log(special.comb(n, k)) + k * np.log(p) + (n - k) * np.log(1 - p),
            -n * p + k * np.log(n * p) - special.gammaln(k + 1),
            -((k - n * p) ** 2) / (2 * var) - 0.5 * np.log(2 * np.pi * var),
        ]
    )
