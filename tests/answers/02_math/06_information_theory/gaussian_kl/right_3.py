# loop over coordinates, mean of the log ratio by Gauss-Hermite quadrature (exact, as the log ratio is a quadratic)
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    weights = weights / weights.sum()
    bits = 0.0
    for m, s, a, b in zip(mean_p, sd_p, mean_q, sd_q):
        x = m + s * nodes
        log_p = -0.5 * nodes**2 - np.log(s)
        log_q = -0.5 * ((x - a) / b) ** 2 - np.log(b)
        bits += np.sum(weights * (log_p - log_q)) / np.log(2)
    return float(bits)
