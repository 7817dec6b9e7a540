# MISTAKE: Uses the one-column formula a·b / a·a for each column, as if the columns were orthogonal.
# TOLD: You projected onto each column by itself.
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    coefficients = (A.T @ b) / (A**2).sum(axis=0)
    return coefficients, A @ coefficients
