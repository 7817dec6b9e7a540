# MISTAKE: gives the cross-entropy in bits, not nats
# TOLD: The logarithm is to base 2, which gives bits. Asked for are
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    m = np.where(y == 1, -z, z)
    return float(np.logaddexp(0.0, m).mean() / np.log(2))
