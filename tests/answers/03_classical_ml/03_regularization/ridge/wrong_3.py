# MISTAKE: The columns are standardised first, so the penalty falls on weights in other units.
# TOLD: You standardised the columns. Here they keep their units,
@lesson.exercise
def ridge(X, y, penalty):
    spread = X.std(axis=0)
    A = (X - X.mean(axis=0)) / spread
    w = np.linalg.solve(A.T @ A + penalty * np.eye(X.shape[1]), A.T @ (y - y.mean())) / spread
    return float(y.mean() - X.mean(axis=0) @ w), w
