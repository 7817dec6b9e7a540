# MISTAKE: Multiplies by the Hessian in place of its inverse.
# TOLD: You multiplied by the Hessian. Newton divides by the
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    return w - hessian @ grad
