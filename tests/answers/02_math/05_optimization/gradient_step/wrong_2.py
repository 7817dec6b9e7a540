# MISTAKE: Changes w in place, so the caller's old position is overwritten and no new array is returned.
# TOLD: The result is right, but the call changed its
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    w -= lr * grad
    return w
