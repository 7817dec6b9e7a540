# MISTAKE: uses the formula for labels -1 and 1 with labels 0 and 1, so each zero costs log 2
# TOLD: That is the formula for outcomes of −1 and 1. With 0 and 1 each
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    return float(np.logaddexp(0.0, -y * z).mean())
