# iteratively reweighted least squares until nothing moves
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(20_000):
        size = np.abs(y - A @ beta)
        root = np.sqrt(np.minimum(1.0, delta / np.maximum(size, 1e-300)))
        new = np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]
        moved = np.abs(new - beta).max()
        beta = new
        if moved < 1e-12 * (1 + np.abs(beta).max()):
            break
    return beta
