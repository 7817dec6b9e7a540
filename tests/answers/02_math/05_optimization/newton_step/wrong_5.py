# MISTAKE: Returns the step as if it were the new point, which holds only when w is zero.
# TOLD: That is the step alone. The result is where
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    return -np.linalg.solve(hessian, grad)
