# MISTAKE: Divides by h where the distance is 2h.
# TOLD: You divided by h, but the two values lie 2h apart.
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / h
    return grad
