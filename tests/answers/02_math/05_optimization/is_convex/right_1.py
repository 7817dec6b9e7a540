# RIGHT: smallest eigenvalue of the symmetric part by eigvalsh
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    symmetric = (A + A.T) / 2
    return bool(np.linalg.eigvalsh(symmetric).min() > -1e-10)
