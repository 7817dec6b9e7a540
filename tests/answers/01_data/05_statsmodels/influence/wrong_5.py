# MISTAKE: counts p as the features without the constant.
# TOLD: You count the features without the constant.
@lesson.exercise
def influence(X, y):
    n, k = X.shape
    H = X @ np.linalg.inv(X.T @ X) @ X.T
    h, e = np.diag(H), y - H @ y
    s2 = e @ e / (n - k)
    return h, e**2 / ((k - 1) * s2) * h / (1 - h) ** 2
