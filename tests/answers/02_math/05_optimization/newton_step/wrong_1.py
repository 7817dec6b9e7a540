# MISTAKE: Adds the step, and so jumps away from the minimum.
# TOLD: You added the step. Newton goes to the minimum:
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    return w + np.linalg.solve(hessian, grad)
