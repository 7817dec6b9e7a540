# MISTAKE: Does not scale the columns to length one.
# TOLD: You judged the columns in their units.
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    kappa = np.linalg.cond(A)
    if kappa**2 * 1e-16 <= 1e-6:
        return "normal equations"
    if kappa * 1e-16 <= 1e-6:
        return "QR"
    return "truncated SVD"
