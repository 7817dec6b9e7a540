# RIGHT: in the Hessian's eigenvectors, each coordinate divided by its curvature
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    curvatures, directions = np.linalg.eigh(hessian)
    return w - directions @ ((directions.T @ grad) / curvatures)
