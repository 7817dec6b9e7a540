# MISTAKE: subtracts one half once for all coordinates instead of once for each.
# TOLD: You subtract one half once. It belongs to each
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    terms = np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2)
    return float((np.sum(terms) - 0.5) / np.log(2))
