# RIGHT: the binomial coefficient from betaln, powers from xlogy and xlog1py, rows written with out=
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    out = np.empty((3, len(k)))
    mean = n * p
    deviation = np.sqrt(mean * (1 - p))
    out[0] = -np.log(n + 1) - special.betaln(n - k + 1, k + 1) + special.xlogy(k, p) + special.xlog1py(n - k, -p)
    out[1] = special.xlogy(k, mean) - mean - special.gammaln(k + 1)
    np.multiply(-0.5, ((k - mean) / deviation) ** 2, out=out[2])
    out[2] -= np.log(deviation * np.sqrt(2 * np.pi))
    return out
