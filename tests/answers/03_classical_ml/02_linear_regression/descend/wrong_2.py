# MISTAKE: The gradient is that of the mean square and not of half of it: a factor of 2 too much.
# TOLD: Your steps are twice as long as they should be.
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w, b = w - lr * 2 * X.T @ error / len(y), b - lr * 2 * error.mean()
    return np.append(b, w)
