# MISTAKE: The slopes are fitted through the origin and the intercept is computed from the means afterwards.
# TOLD: Your slopes are those of a fit through the origin,
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    b = y.mean() - X.mean(axis=0) @ w
    return np.concatenate([[b], w])
