# MISTAKE: Turns the vector so that its largest entry is positive, not the sign that the steps give.
# TOLD: You turned the vector so that a certain entry is positive.
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = start / np.linalg.norm(start)
    for _ in range(steps):
        v = A @ v
        v = v / np.linalg.norm(v)
    v = v * np.sign(v[np.argmax(np.abs(v))])
    return float(v @ A @ v), v
