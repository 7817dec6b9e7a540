# MISTAKE: takes the variance of the residuals about their mean, with ddof=p; without a constant in X their mean is not zero.
# TOLD: You took the residuals' spread about their own mean.
@lesson.exercise
def ols_fit(X, y):
    n, p = X.shape
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    s = np.std(y - X @ beta, ddof=p)
    return beta, s * np.sqrt(np.diag(inverse))
