# MISTAKE: Rows are multiplied with the weights and not with their roots, so the weights are squared.
# TOLD: Your weights act twice: rows are multiplied by
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(1000):
        weight = np.minimum(1, delta / np.maximum(np.abs(y - A @ beta), 1e-12))
        beta = np.linalg.lstsq(A * weight[:, None], y * weight, rcond=None)[0]
    return beta
