# RIGHT: the hat matrix and the formula as printed
@lesson.exercise
def influence(X, y):
    n, p = X.shape
    H = X @ np.linalg.inv(X.T @ X) @ X.T
    h = np.diag(H).copy()
    e = y - H @ y
    s2 = e @ e / (n - p)
    return h, e**2 / (p * s2) * h / (1 - h) ** 2
