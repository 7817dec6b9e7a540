# MISTAKE: Says no to every matrix that is not symmetric, although only the symmetric part matters.
# TOLD: You refuse every A that is not symmetric. wᵀAw
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    if not np.allclose(A, A.T):
        return False
    return bool((np.linalg.eigvalsh(A) > -1e-10).all())
