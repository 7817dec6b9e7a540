# MISTAKE: Centres the columns first, as for principal components, and adds the means again.
# TOLD: You centred the columns first,
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    mean = A.mean(axis=0)
    U, s, Vt = linalg.svd(A - mean, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k] + mean
