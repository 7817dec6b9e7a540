# MISTAKE: Leaves the old x out: the whole of A x is subtracted, the diagonal's part included.
# TOLD: You counted the diagonal twice:
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    x = np.zeros(len(b))
    for _ in range(steps):
        x = (b - A @ x) / A.diagonal()
    return x
