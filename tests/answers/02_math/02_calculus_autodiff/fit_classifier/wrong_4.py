# MISTAKE: Starts all weights at zero, so nothing flows back to them and only the last bias learns.
# TOLD: Every row gets the same probabilities. The features have
@lesson.exercise
def fit_classifier(X: np.ndarray, labels: np.ndarray, X_new: np.ndarray, seed: int) -> np.ndarray:
    shapes = {"W1": (2, 16), "b1": (16,), "W2": (16, 16), "b2": (16,), "W3": (16, 3), "b3": (3,)}
    p = {k: np.zeros(s) for k, s in shapes.items()}
    T = -np.eye(3)[labels] / len(X)
    for _ in range(600):
        values = run(NETWORK, {**p, "X": X, "T": T})
        slopes = backward(NETWORK, values)
        p = {k: p[k] - 0.5 * slopes[k] for k in p}
    out = run(NETWORK, {**p, "X": X_new, "T": np.zeros((len(X_new), 3))})
    return np.exp(out["log_p"])
