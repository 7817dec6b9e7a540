# MISTAKE: The column of ones is put last, so the intercept comes last.
# TOLD: The coefficients are right and their order is not:
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    A = np.column_stack([X, np.ones(len(X))])
    return np.linalg.lstsq(A, y, rcond=None)[0]
