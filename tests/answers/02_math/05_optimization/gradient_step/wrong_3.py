# MISTAKE: Normalises the gradient first, as if the learning rate were the length of the step.
# TOLD: You normalised the gradient, so that every step has
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    length = np.linalg.norm(grad)
    if length == 0:
        return w.copy()
    return w - lr * grad / length
