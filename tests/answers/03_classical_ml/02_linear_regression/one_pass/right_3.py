# plain loops over rows that collect the gradient and step when a batch is full
@lesson.exercise
def one_pass(X: np.ndarray, y: np.ndarray, start: np.ndarray, lr: float, batch_size: int) -> np.ndarray:
    n, d = X.shape
    beta = [float(value) for value in start]
    gradient, held = [0.0] * (d + 1), 0
    for i in range(n):
        error = beta[0] + sum(float(X[i, j]) * beta[j + 1] for j in range(d)) - float(y[i])
        gradient[0] += error
        for j in range(d):
            gradient[j + 1] += error * float(X[i, j])
        held += 1
        if held == batch_size or i == n - 1:
            beta = [value - lr * g / held for value, g in zip(beta, gradient)]
            gradient, held = [0.0] * (d + 1), 0
    return np.array(beta)
