# MISTAKE: Looks at the sign of the determinant, which two negative eigenvalues make positive.
# TOLD: A positive determinant only says that the negative eigenvalues
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    return bool(np.linalg.det((A + A.T) / 2) > -1e-10)
