# RIGHT: solves each equation for its own unknown, with the part off the diagonal
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    diagonal = A.diagonal()
    x = np.zeros(b.shape, dtype=float)
    for _ in range(steps):
        others = A @ x - diagonal * x
        x = (b - others) / diagonal
    return x
