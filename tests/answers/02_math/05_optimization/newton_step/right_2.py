# RIGHT: Cholesky factor and two triangular systems, written as loops
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    L = np.linalg.cholesky(hessian)
    d = len(w)
    forward = np.zeros(d)
    for i in range(d):
        forward[i] = (grad[i] - L[i, :i] @ forward[:i]) / L[i, i]
    step = np.zeros(d)
    for i in reversed(range(d)):
        step[i] = (forward[i] - L[i + 1 :, i] @ step[i + 1 :]) / L[i, i]
    return w - step
