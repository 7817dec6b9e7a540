# MISTAKE: Divides by the size of the diagonal, so a negative entry steps the wrong way.
# TOLD: You divided by the size of the diagonal.
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    x = np.zeros(len(b))
    scale = np.abs(A.diagonal())
    for _ in range(steps):
        x += (b - A @ x) / scale
    return x
