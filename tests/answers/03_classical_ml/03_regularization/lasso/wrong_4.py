# MISTAKE: a_j is taken as the variance of the column, which is wrong where the column has a mean.
# TOLD: Your a_j is the variance of the column. It
@lesson.exercise
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = X.var(axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold(X[:, j] @ left / len(y) + size[j] * w[j], penalty) / size[j]
            left = left + X[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w
