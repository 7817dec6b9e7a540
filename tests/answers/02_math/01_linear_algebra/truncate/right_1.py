# RIGHT: thin SVD and slices
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]
