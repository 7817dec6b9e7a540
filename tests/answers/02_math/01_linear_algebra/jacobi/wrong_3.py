# MISTAKE: Starts from b / diagonal instead of zero, which is one step too many.
# TOLD: You started from b divided by the diagonal,
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    diagonal = A.diagonal()
    x = b / diagonal
    for _ in range(steps):
        x = x + (b - A @ x) / diagonal
    return x
