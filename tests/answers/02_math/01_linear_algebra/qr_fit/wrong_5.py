# MISTAKE: Returns the fitted values instead of the coefficients.
# TOLD: Those are the fitted values,
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    Q, R = linalg.qr(A, mode="economic")
    return Q @ (Q.T @ b)
