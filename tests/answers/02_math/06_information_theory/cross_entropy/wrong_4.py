# MISTAKE: leaves out the tokens with probability zero instead of returning infinity.
# TOLD: You left out the tokens to which the model gave no
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    every = np.concatenate(log_probabilities)
    every = every[np.isfinite(every)]
    bits = float(-every.mean() / np.log(2))
    return bits, float(2**bits)
