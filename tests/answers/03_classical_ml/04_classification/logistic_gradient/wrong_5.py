# MISTAKE: differentiates the whole square, forgetting the half: 2w
# TOLD: The penalty is half the squared length, and its gradient is w,
@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    z = X @ w + b
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return C * X.T @ (p - y) + 2 * w, float(C * (p - y).sum())
