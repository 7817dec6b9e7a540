# RIGHT: accelerated gradient descent with restarts, the step from a bound on the curvature
@lesson.exercise
def fit_softmax(X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, np.ndarray]:
    n, d = X.shape
    k = int(y.max()) + 1
    Y = np.eye(k)[y]

    def probabilities(S):
        E = np.exp(S - S.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    A = np.column_stack([X, np.ones(n)])
    penalty = np.append(np.ones(d), 0.0)[:, None]
    step = 1 / (C * np.linalg.norm(A, 2) ** 2 / 2 + 1)
    T = np.zeros((d + 1, k))
    ahead, t = T.copy(), 1.0
    for _ in range(50_000):
        G = C * A.T @ (probabilities(A @ ahead) - Y) + penalty * ahead
        if np.abs(G).max() < 1e-7:
            break
        new = ahead - step * G
        if (G * (new - T)).sum() > 0:
            t = 1.0
        t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
        ahead = new + (t - 1) / t_new * (new - T)
        T, t = new, t_new
    return ahead[:-1], ahead[-1]
