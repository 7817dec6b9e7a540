# MISTAKE: The sum is returned and not the mean.
# TOLD: That is the sum over the rows. Asked for is the
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    size = np.abs(residuals)
    inside = size <= delta
    return float(0.5 * np.sum(size[inside] ** 2) + np.sum(delta * (size[~inside] - 0.5 * delta)))
