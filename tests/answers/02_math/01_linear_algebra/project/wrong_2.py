# MISTAKE: Returns the residual in the place of the projection.
# TOLD: That is the residual, what the projection leaves over.
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    coefficients = np.linalg.solve(A.T @ A, A.T @ b)
    return coefficients, b - A @ coefficients
