# the normal equations, solved as they stand in the text
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    A = np.hstack([np.ones((len(X), 1)), X])
    return np.linalg.solve(A.T @ A, A.T @ y)
