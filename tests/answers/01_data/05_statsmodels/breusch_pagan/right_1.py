# RIGHT: least squares of e² on X by numpy, n R², chi-squared survival function
@lesson.exercise
def breusch_pagan(X, residuals):
    n, p = X.shape
    squares = residuals**2
    fitted = X @ np.linalg.lstsq(X, squares, rcond=None)[0]
    r2 = 1 - ((squares - fitted) ** 2).sum() / ((squares - squares.mean()) ** 2).sum()
    return float(n * r2), float(stats.chi2.sf(n * r2, p - 1))
