# MISTAKE: The straight part is δ|r| without subtracting half of δ², so the loss jumps at the limit.
# TOLD: Your loss jumps at the limit. The straight part
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    size = np.abs(residuals)
    return float(np.mean(np.where(size <= delta, 0.5 * size**2, delta * size)))
