# RIGHT: solves the normal equations with the explicit inverse, as in the formula
@lesson.exercise
def ols_fit(X, y):
    n, p = X.shape
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    e = y - X @ beta
    s2 = e @ e / (n - p)
    return beta, np.sqrt(s2 * np.diag(inverse))
