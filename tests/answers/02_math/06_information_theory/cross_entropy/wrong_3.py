# MISTAKE: leaves the loss in nats and then takes two to its power.
# TOLD: Your cross-entropy is in nats, as the logarithms are.
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    bits = float(-np.concatenate(log_probabilities).mean())
    return bits, float(2**bits)
