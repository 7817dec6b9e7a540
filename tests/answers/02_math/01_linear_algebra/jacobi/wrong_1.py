# MISTAKE: Uses the new values of earlier unknowns within a step (Gauss-Seidel).
# TOLD: You used the new values at once,
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    dense = A.toarray() if sparse.issparse(A) else A
    x = np.zeros(len(b))
    for _ in range(steps):
        for i in range(len(b)):
            x[i] += (b[i] - dense[i] @ x) / dense[i, i]
    return x
