# MISTAKE: takes s² as the mean of the squared residuals, over n instead of n - p.
# TOLD: Your s² divides by n.
@lesson.exercise
def influence(X, y):
    n, p = X.shape
    H = X @ np.linalg.inv(X.T @ X) @ X.T
    h, e = np.diag(H), y - H @ y
    return h, e**2 / (p * np.mean(e**2)) * h / (1 - h) ** 2
