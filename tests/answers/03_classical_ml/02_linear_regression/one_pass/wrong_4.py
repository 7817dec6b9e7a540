# MISTAKE: The steps are made in place on start, which is returned.
# TOLD: The result is right, but the call changed its argument
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    beta = start
    for first in range(0, len(A), batch_size):
        part, target = A[first : first + batch_size], y[first : first + batch_size]
        beta -= lr * part.T @ (part @ beta - target) / len(part)
    return beta
