# MISTAKE: The gradient of the weights is a sum over the rows, that of the intercept a mean.
# TOLD: You summed the gradient of the weights over the
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w, b = w - lr * X.T @ error, b - lr * error.mean()
    return np.append(b, w)
