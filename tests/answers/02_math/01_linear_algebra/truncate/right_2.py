# RIGHT: sum of outer products of the first k triples
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = linalg.svd(A)
    return sum(s[i] * np.outer(U[:, i], Vt[i]) for i in range(k))
