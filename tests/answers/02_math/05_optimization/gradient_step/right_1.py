# RIGHT: the formula as one array expression
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    return w - lr * grad
