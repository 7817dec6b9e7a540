# MISTAKE: Takes the length of A v as the eigenvalue, which is never negative.
# TOLD: You took the length of A v as the eigenvalue.
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = start / np.linalg.norm(start)
    for _ in range(steps):
        v = A @ v
        v = v / np.linalg.norm(v)
    return float(np.linalg.norm(A @ v)), v
