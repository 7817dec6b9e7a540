# MISTAKE: divides the sum of squares by n instead of n - p.
# TOLD: Your s² divides by n.
@lesson.exercise
def ols_fit(X, y):
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    s2 = np.mean((y - X @ beta) ** 2)
    return beta, np.sqrt(s2 * np.diag(inverse))
