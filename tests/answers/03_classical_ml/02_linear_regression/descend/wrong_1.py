# MISTAKE: The intercept moves first and the weights use the error after that.
# TOLD: The intercept moves first, and the weights by the
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        b = b - lr * (X @ w + b - y).mean()
        error = X @ w + b - y
        w = w - lr * X.T @ error / len(y)
    return np.append(b, w)
