# MISTAKE: The intercept is returned last.
# TOLD: The intercept comes first in the result.
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w, b = w - lr * X.T @ error / len(y), b - lr * error.mean()
    return np.append(w, b)
