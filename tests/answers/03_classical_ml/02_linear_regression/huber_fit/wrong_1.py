# MISTAKE: One turn of weights only, not until nothing moves.
# TOLD: You reweighted once and stopped. With each fit
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    weight = np.minimum(1, delta / np.maximum(np.abs(y - A @ beta), 1e-12))
    return np.linalg.solve(A.T @ (weight[:, None] * A), A.T @ (weight * y))
