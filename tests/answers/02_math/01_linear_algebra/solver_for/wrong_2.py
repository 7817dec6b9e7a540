# MISTAKE: Asks only that any digit is left, not six: borders 10⁸ and 10¹⁶.
# TOLD: You asked only that some digit be left.
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    kappa = np.linalg.cond(A / np.linalg.norm(A, axis=0))
    if kappa < 1e8:
        return "normal equations"
    if kappa < 1e16:
        return "QR"
    return "truncated SVD"
