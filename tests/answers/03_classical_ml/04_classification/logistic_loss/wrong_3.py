# MISTAKE: returns the sum over the rows in place of the mean
# TOLD: That is a sum over the rows. The log loss is their mean, so
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    m = np.where(y == 1, -z, z)
    return float(np.logaddexp(0.0, m).sum())
