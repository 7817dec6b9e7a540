# a column of ones and np.split at the ends of the batches
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    cuts = np.arange(batch_size, len(X), batch_size)
    beta = np.array(start, dtype=float)
    for part, target in zip(np.split(A, cuts), np.split(y, cuts)):
        beta = beta - lr * np.mean((part @ beta - target)[:, None] * part, axis=0)
    return beta
