# RIGHT: np.linalg.cond of the columns at length one, losses from the text
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    kappa = np.linalg.cond(A / np.linalg.norm(A, axis=0))
    if kappa**2 * 1e-16 <= 1e-6:
        return "normal equations"
    if kappa * 1e-16 <= 1e-6:
        return "QR"
    return "truncated SVD"
