# MISTAKE: It is the smooth L1 loss of the deep learning libraries: everything divided by δ.
# TOLD: You divided by the limit, so the loss is in units
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    size = np.abs(residuals)
    return float(np.mean(np.where(size <= delta, 0.5 * size**2 / delta, size - 0.5 * delta)))
