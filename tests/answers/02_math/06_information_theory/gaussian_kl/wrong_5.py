# MISTAKE: treats the standard deviations as variances.
# TOLD: You took the standard deviations for variances. In the
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    nats = 0.5 * (np.log(sd_q / sd_p) + (sd_p + (mean_p - mean_q) ** 2) / sd_q - 1)
    return float(nats.sum() / np.log(2))
