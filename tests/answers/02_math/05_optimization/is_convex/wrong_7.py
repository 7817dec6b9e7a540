# MISTAKE: Gives A to eigvalsh as it is, which reads only the lower triangle and takes A for symmetric.
# TOLD: You took the eigenvalues of A as it stands.
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    return bool((np.linalg.eigvalsh(A) > -1e-10).all())
