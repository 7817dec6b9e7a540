# MISTAKE: divides by the diagonal of X'X instead of taking the diagonal of its inverse.
# TOLD: You took the diagonal of XᵀX and turned it over.
@lesson.exercise
def ols_fit(X, y):
    n, p = X.shape
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    e = y - X @ beta
    s = np.sqrt(e @ e / (n - p))
    return beta, s / np.sqrt(np.diag(X.T @ X))
