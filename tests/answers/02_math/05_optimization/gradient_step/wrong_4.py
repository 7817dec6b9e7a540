# MISTAKE: Uses only the sign of each partial derivative, so each coordinate moves equally far.
# TOLD: You kept only the signs of the gradient, so
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    return w - lr * np.sign(grad)
