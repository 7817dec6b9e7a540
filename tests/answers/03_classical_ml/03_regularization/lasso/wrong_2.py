# MISTAKE: z is divided by a_j before the threshold, so the penalty is not in the same units.
# TOLD: You divided by a_j before the threshold, so the
@lesson.exercise
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = (X**2).mean(axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold((X[:, j] @ left / len(y) + size[j] * w[j]) / size[j], penalty)
            left = left + X[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w
