# MISTAKE: Does not scale the start, so after no step the vector does not have length one.
# TOLD: You left `start` at its own length.
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = start.astype(float)
    for _ in range(steps):
        v = A @ v
        v = v / np.linalg.norm(v)
    return float(v @ A @ v), v
