# MISTAKE: What is left is never updated, so every column explains all of y by itself.
# TOLD: You never brought up to date what is left
@lesson.exercise
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = (X**2).mean(axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold(X[:, j] @ left / len(y), penalty) / size[j]
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w
