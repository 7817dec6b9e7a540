# MISTAKE: The half of the squared part is forgotten.
# TOLD: You left out the half of the square. At the limit
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    size = np.abs(residuals)
    return float(np.mean(np.where(size <= delta, size**2, delta * (size - 0.5 * delta))))
