# MISTAKE: The intercept is penalised together with the weights.
# TOLD: You penalised the intercept with the weights, so that
@lesson.exercise
def ridge(X, y, penalty):
    A = np.column_stack([np.ones(len(X)), X])
    w = np.linalg.solve(A.T @ A + penalty * np.eye(A.shape[1]), A.T @ y)
    return float(w[0]), w[1:]
