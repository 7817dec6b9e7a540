# MISTAKE: Only powers of single columns, the products of different columns are missing.
# TOLD: You raised each column to its powers and left their
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    return np.hstack([X**power for power in range(1, degree + 1)])
