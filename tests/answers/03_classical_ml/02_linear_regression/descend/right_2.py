# columns throughout: y becomes (n, 1) as well
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    w, b = np.zeros((X.shape[1], 1)), 0.0
    target = y.reshape(-1, 1)
    for _ in range(steps):
        error = X @ w + b - target
        slope = X.T @ error / len(target)
        w, b = w - lr * slope, b - lr * error.mean()
    return np.append(b, w)
