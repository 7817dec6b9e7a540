# MISTAKE: The last, smaller batch is dropped.
# TOLD: You left out the rows of the last, smaller batch.
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    b, w = float(start[0]), np.array(start[1:], dtype=float)
    for k in range(len(X) // batch_size):
        rows, target = X[k * batch_size : (k + 1) * batch_size], y[k * batch_size : (k + 1) * batch_size]
        error = rows @ w + b - target
        w, b = w - lr * rows.T @ error / len(rows), b - lr * error.mean()
    return np.append(b, w)
