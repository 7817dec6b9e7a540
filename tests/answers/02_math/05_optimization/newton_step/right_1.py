# RIGHT: solves the linear system with np.linalg.solve
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    return w - np.linalg.solve(hessian, grad)
