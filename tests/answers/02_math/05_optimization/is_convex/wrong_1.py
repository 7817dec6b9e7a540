# MISTAKE: Takes the eigenvalues of A itself, whose real parts can be positive where the symmetric part has a negative eigenvalue.
# TOLD: You took the eigenvalues of A as it stands.
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    return bool((np.linalg.eigvals(A).real > -1e-10).all())
