# MISTAKE: Sorts as if the singular values were ascending, like the eigenvalues of eigh, and keeps the smallest.
# TOLD: You kept the parts with the smallest singular values.
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A, full_matrices=False)
    return (U[:, -k:] * s[-k:]) @ Vt[-k:]
