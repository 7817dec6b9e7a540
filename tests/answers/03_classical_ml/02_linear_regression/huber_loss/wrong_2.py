# MISTAKE: The absolute value is forgotten: large negative residuals stay squared.
# TOLD: Residuals far below zero are still squared. The
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    return float(np.mean(np.where(residuals <= delta, 0.5 * residuals**2, delta * (residuals - 0.5 * delta))))
