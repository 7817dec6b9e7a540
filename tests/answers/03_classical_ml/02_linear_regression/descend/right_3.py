# one vector of coefficients behind a column of ones, the sums in plain loops
@lesson.exercise
def descend(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> np.ndarray:
    n, d = X.shape
    beta = [0.0] * (d + 1)
    for _ in range(steps):
        gradient = [0.0] * (d + 1)
        for i in range(n):
            error = beta[0] - y[i]
            for j in range(d):
                error += X[i, j] * beta[j + 1]
            gradient[0] += error / n
            for j in range(d):
                gradient[j + 1] += error * X[i, j] / n
        beta = [value - lr * g for value, g in zip(beta, gradient)]
    return np.array(beta, dtype=float)
