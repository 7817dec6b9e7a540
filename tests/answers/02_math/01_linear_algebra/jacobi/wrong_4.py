# MISTAKE: Starts with b as the first guess.
# TOLD: You started from b. The walk begins at zero.
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    x = b.astype(float)
    for _ in range(steps):
        x = x + (b - A @ x) / A.diagonal()
    return x
