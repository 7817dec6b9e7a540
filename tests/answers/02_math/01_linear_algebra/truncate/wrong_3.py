# MISTAKE: Keeps k + 1 parts, since the slice counts from zero.
# TOLD: The results are exactly those for `k` + 1.
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A, full_matrices=False)
    return (U[:, : k + 1] * s[: k + 1]) @ Vt[: k + 1]
