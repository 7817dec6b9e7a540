# MISTAKE: The rows are shuffled first.
# TOLD: You drew another order. The rows come in the order
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    order = np.random.default_rng(0).permutation(len(X))
    b, w = float(start[0]), np.array(start[1:], dtype=float)
    for first in range(0, len(X), batch_size):
        part = order[first : first + batch_size]
        error = X[part] @ w + b - y[part]
        w, b = w - lr * X[part].T @ error / len(part), b - lr * error.mean()
    return np.append(b, w)
