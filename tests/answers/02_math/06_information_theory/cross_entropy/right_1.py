# joins all texts and takes the mean
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    every = np.concatenate(log_probabilities)
    bits = float(-every.mean() / np.log(2))
    return bits, float(np.exp2(bits))
