# MISTAKE: gives the variances of the coefficients and forgets the root.
# TOLD: Those are variances.
@lesson.exercise
def ols_fit(X, y):
    n, p = X.shape
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    e = y - X @ beta
    return beta, e @ e / (n - p) * np.diag(inverse)
