# MISTAKE: The gradient of the last batch is divided by batch_size though it has fewer rows.
# TOLD: The last batch may be smaller, and you divided
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.array(start, dtype=float)
    for first in range(0, len(A), batch_size):
        part, target = A[first : first + batch_size], y[first : first + batch_size]
        beta = beta - lr * part.T @ (part @ beta - target) / batch_size
    return beta
