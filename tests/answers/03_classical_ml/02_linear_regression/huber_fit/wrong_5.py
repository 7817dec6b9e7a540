# MISTAKE: The weights are delta / |r| without the cap at 1, which is the fit of least absolute error.
# TOLD: Your rows within the limit get weights above 1,
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(1000):
        root = np.sqrt(delta / np.maximum(np.abs(y - A @ beta), 1e-8))
        beta = np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]
    return beta
