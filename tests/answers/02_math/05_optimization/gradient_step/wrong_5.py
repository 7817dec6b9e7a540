# MISTAKE: Returns the step itself instead of the point at which it arrives.
# TOLD: That is the step alone. The result is where
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    return -lr * grad
