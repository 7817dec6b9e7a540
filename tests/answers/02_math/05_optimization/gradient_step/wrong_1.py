# MISTAKE: Adds the gradient, and so walks uphill.
# TOLD: You moved along the gradient, which is uphill. Descent
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    return w + lr * grad
