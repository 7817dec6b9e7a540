# MISTAKE: The columns are centred and the mean of y is returned as the intercept, without going back to the raw columns.
# TOLD: You centred the columns, and returned the intercept
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    centred = X - X.mean(axis=0)
    w = np.linalg.solve(centred.T @ centred, centred.T @ (y - y.mean()))
    return np.concatenate([[y.mean()], w])
