# MISTAKE: X and y are not centred before the normal equations, and the intercept is computed afterwards.
# TOLD: You solved for the weights with X as it
@lesson.exercise
def ridge(X, y, penalty):
    w = np.linalg.solve(X.T @ X + penalty * np.eye(X.shape[1]), X.T @ y)
    b = y.mean() - X.mean(axis=0) @ w
    return float(b), w
