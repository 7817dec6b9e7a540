# RIGHT: Newton's method in two numbers, with halved steps
@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n1 = int(np.sum(y == 1))
    n0 = len(y) - n1
    t = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    A = np.column_stack([z, np.ones(len(z))])

    def loss(theta):
        s = A @ theta
        return np.mean(np.logaddexp(0, s) - t * s)

    theta = np.zeros(2)
    for _ in range(200):
        p = np.exp(-np.logaddexp(0, -(A @ theta)))
        gradient = A.T @ (p - t) / len(t)
        if np.abs(gradient).max() < 1e-12:
            break
        second = A.T @ (A * (p * (1 - p))[:, None]) / len(t)
        step = np.linalg.solve(second, gradient)
        size = 1.0
        while loss(theta - size * step) > loss(theta) and size > 1e-10:
            size /= 2
        theta = theta - size * step
    return float(theta[0]), float(theta[1])
