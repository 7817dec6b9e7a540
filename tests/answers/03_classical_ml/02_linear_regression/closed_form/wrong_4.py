# MISTAKE: A small ridge is added to the normal equations to be safe from singular matrices, which shrinks the coefficients.
# TOLD: You added something to the diagonal before you
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    return np.linalg.solve(A.T @ A + 0.01 * np.eye(A.shape[1]), A.T @ y)
