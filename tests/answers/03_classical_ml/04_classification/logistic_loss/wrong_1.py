# MISTAKE: computes the probability and clips it before the logarithm, as libraries do
# TOLD: You clip the probability, so that a confident mistake costs at
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    e = np.exp(-np.abs(z))
    p = np.clip(np.where(z >= 0, 1 / (1 + e), e / (1 + e)), 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
