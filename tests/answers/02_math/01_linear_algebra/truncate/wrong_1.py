# MISTAKE: Slices columns of what svd returns last, taking Vᵀ for V.
# TOLD: What `linalg.svd` returns last is Vᵀ,
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, V = linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ V[:, :k].T
