# MISTAKE: Scales the rows to length one instead of the columns.
# TOLD: You scaled the rows. A unit belongs to a column:
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    kappa = np.linalg.cond(A / np.linalg.norm(A, axis=1, keepdims=True))
    if kappa**2 * 1e-16 <= 1e-6:
        return "normal equations"
    if kappa * 1e-16 <= 1e-6:
        return "QR"
    return "truncated SVD"
