# MISTAKE: The mean of y is returned as the intercept although the columns of X have means of their own.
# TOLD: Your intercept is the mean of y alone. That
@lesson.exercise
def ridge(X, y, penalty):
    A = X - X.mean(axis=0)
    w = np.linalg.solve(A.T @ A + penalty * np.eye(X.shape[1]), A.T @ (y - y.mean()))
    return float(y.mean()), w
