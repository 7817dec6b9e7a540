# MISTAKE: takes n - 2 degrees of freedom, as for a line with one feature, whatever p is.
# TOLD: Your s² divides by n − 2, which belongs to one feature and a constant.
@lesson.exercise
def ols_fit(X, y):
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    e = y - X @ beta
    s2 = e @ e / (len(y) - 2)
    return beta, np.sqrt(s2 * np.diag(inverse))
