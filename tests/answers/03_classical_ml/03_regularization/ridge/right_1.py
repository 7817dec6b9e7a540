# centre X and y, then solve the normal equations
@lesson.exercise
def ridge(X, y, penalty):
    mean_x, mean_y = X.mean(axis=0), y.mean()
    A = X - mean_x
    w = np.linalg.solve(A.T @ A + penalty * np.eye(X.shape[1]), A.T @ (y - mean_y))
    return float(mean_y - mean_x @ w), w
