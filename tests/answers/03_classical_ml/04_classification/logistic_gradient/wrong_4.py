# MISTAKE: truth minus prediction: the sign of the loss part is turned
# TOLD: The sign is the wrong way round: the loss grows where the
@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    z = X @ w + b
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return C * X.T @ (y - p) + w, float(C * (y - p).sum())
