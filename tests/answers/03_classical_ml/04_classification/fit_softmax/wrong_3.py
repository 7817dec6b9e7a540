# MISTAKE: a hundred steps of gradient descent on the mean with a fixed rate: not at the minimum
# TOLD: You stopped long before the minimum: the gradient of what you
@lesson.exercise
def fit_softmax(X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, np.ndarray]:
    n, d = X.shape
    k = int(y.max()) + 1
    Y = np.eye(k)[y]

    def probabilities(S):
        E = np.exp(S - S.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    W, b = np.zeros((d, k)), np.zeros(k)
    for _ in range(100):
        D = C * (probabilities(X @ W + b) - Y)
        W = W - 0.1 * (X.T @ D + W) / n
        b = b - 0.1 * D.sum(axis=0) / n
    return W, b
