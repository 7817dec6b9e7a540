# MISTAKE: The penalty is multiplied by the number of rows, as if the squares were averaged.
# TOLD: You multiplied the penalty by the number of rows.
@lesson.exercise
def ridge(X, y, penalty):
    n, d = X.shape
    A = X - X.mean(axis=0)
    w = np.linalg.solve(A.T @ A + n * penalty * np.eye(d), A.T @ (y - y.mean()))
    return float(y.mean() - X.mean(axis=0) @ w), w
