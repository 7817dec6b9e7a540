# MISTAKE: Does not undo the move of an entry before the next one is moved, so the later slopes are taken elsewhere.
# TOLD: You did not put an entry back before you moved the next
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    grad = np.zeros_like(x)
    up, down = x.copy(), x.copy()
    for i in np.ndindex(x.shape):
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad
