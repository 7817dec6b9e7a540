# MISTAKE: The weights are 0 beyond the limit: far rows are thrown away instead of weighing less.
# TOLD: You threw the far rows out and fitted the others.
@lesson.exercise
def huber_fit(X: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(100):
        keep = np.abs(y - A @ beta) <= delta
        if keep.sum() < A.shape[1]:
            break
        beta = np.linalg.lstsq(A[keep], y[keep], rcond=None)[0]
    return beta
