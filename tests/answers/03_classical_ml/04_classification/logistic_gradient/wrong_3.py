# MISTAKE: multiplies the penalty by C in place of the losses
# TOLD: C stands at the penalty in your gradient. In scikit-learn's
@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    z = X @ w + b
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return X.T @ (p - y) + C * w, float((p - y).sum())
