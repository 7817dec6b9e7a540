# MISTAKE: changes only the logarithm to base 2, while the other terms stay in nats.
# TOLD: Only the logarithm is in bits in your sum; the fraction
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    bits = np.log2(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) - 0.5
    return float(bits.sum())
