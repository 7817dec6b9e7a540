# MISTAKE: Scales the columns to length one and returns the coefficients of the scaled columns.
# TOLD: Your coefficients belong to columns at length one.
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    units = A / np.linalg.norm(A, axis=0)
    coefficients = np.linalg.solve(units.T @ units, units.T @ b)
    return coefficients, units @ coefficients
