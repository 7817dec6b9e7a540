# RIGHT: whether the symmetric part, lifted by the tolerance, has a Cholesky factor
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    symmetric = 0.5 * (A + A.T)
    try:
        np.linalg.cholesky(symmetric + 1e-10 * np.eye(len(A)))
    except np.linalg.LinAlgError:
        return False
    return True
