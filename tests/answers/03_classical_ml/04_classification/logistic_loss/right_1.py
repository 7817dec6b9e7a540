# RIGHT: logaddexp of the logit whose sign is turned where y is 1
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    m = np.where(np.asarray(y) == 1, -z, z)
    return float(np.logaddexp(0.0, m).mean())
