# MISTAKE: The weight's own part a_j w_j is not added back to z.
# TOLD: You left out the column's own part. In z
@lesson.exercise
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = (X**2).mean(axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold(X[:, j] @ left / len(y), penalty) / size[j]
            left = left + X[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w
