# RIGHT: the formula of the text in a loop
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    x = np.zeros(len(b))
    diagonal = A.diagonal()
    for _ in range(steps):
        x = x + (b - A @ x) / diagonal
    return x
