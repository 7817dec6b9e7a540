# MISTAKE: forgets the square of (1 - h).
# TOLD: 1 − h is not squared in your distance.
@lesson.exercise
def influence(X, y):
    n, p = X.shape
    H = X @ np.linalg.inv(X.T @ X) @ X.T
    h, e = np.diag(H), y - H @ y
    return h, e**2 / (p * (e @ e) / (n - p)) * h / (1 - h)
