# MISTAKE: The errors of all rows are computed once before the pass and never again.
# TOLD: All batches of yours compute their gradient at
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.array(start, dtype=float)
    error = A @ beta - y
    for first in range(0, len(A), batch_size):
        rows = slice(first, first + batch_size)
        beta = beta - lr * A[rows].T @ error[rows] / len(A[rows])
    return beta
