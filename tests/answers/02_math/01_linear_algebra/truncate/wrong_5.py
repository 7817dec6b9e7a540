# MISTAKE: Returns the scores U diag(s) of the first k parts instead of the matrix.
# TOLD: You stopped at U times the singular values:
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k]
