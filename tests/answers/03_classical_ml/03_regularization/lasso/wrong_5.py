# MISTAKE: The 1/n is left out of the sums while the penalty stays as it is.
# TOLD: The squares are summed in your objective and not
@lesson.exercise
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = (X**2).sum(axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold(X[:, j] @ left + size[j] * w[j], penalty) / size[j]
            left = left + X[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w
