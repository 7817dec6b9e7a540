# the formula for all coordinates at once, summed and divided by ln 2
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    nats = np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) - 0.5
    return float(nats.sum() / np.log(2))
