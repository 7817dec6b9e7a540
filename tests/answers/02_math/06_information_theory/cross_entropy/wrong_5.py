# MISTAKE: the perplexity is e to the power of the bits.
# TOLD: You raised e to a number of bits. Two to the bits, or e
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    bits = float(-np.concatenate(log_probabilities).mean() / np.log(2))
    return bits, float(np.exp(bits))
