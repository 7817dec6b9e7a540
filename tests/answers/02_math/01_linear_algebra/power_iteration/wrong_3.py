# MISTAKE: Scales by the largest entry in size instead of the Euclidean length.
# TOLD: You scaled so that the entries sum to one or the largest is one.
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = start / np.abs(start).max()
    for _ in range(steps):
        v = A @ v
        v = v / np.abs(v).max()
    return float(v @ A @ v / (v @ v)), v
