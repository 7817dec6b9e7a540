# MISTAKE: Forward difference instead of the central one (also the call at x is repeated).
# TOLD: That is the forward difference. A central one takes a
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += h
        grad[i] = (f(moved) - f(x)) / h
    return grad
