# MISTAKE: The residuals are divided by a robust estimate of their scale, so delta is not in their unit.
# TOLD: Your limit is in units of the spread of the residuals,
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(1000):
        r = y - A @ beta
        scale = np.median(np.abs(r - np.median(r))) / 0.6745 + 1e-12
        weight = np.minimum(1, delta / np.maximum(np.abs(r) / scale, 1e-12))
        beta = np.linalg.solve(A.T @ (weight[:, None] * A), A.T @ (weight * y))
    return beta
