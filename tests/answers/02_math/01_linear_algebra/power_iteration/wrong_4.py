# MISTAKE: Computes the eigenvalue from the vector before the last step.
# TOLD: You used the vector of the step before for the eigenvalue.
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = start / np.linalg.norm(start)
    value = float(v @ A @ v)
    for _ in range(steps):
        w = A @ v
        value = float(v @ w)
        v = w / np.linalg.norm(w)
    return value, v
