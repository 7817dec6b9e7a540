# MISTAKE: penalises the intercept too
# TOLD: You penalise the intercept too. It only says how frequent the
@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    z = X @ w + b
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return C * X.T @ (p - y) + w, float(C * (p - y).sum() + b)
