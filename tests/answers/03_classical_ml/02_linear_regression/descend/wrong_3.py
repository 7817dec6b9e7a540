# MISTAKE: The mean over the slopes is kept after the shapes are mended, so all weights move alike.
# TOLD: All your weights move alike: the gradient is averaged
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        slope = (X.T @ error / len(y)).mean()
        w, b = w - lr * slope, b - lr * error.mean()
    return np.append(b, w)
