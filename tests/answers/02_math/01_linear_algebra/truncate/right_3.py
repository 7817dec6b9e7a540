# RIGHT: singular values set to zero, full matrices with diagsvd
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A)
    s[k:] = 0
    return U @ linalg.diagsvd(s, *A.shape) @ Vt
