# MISTAKE: Finds the minimum without the constraint and moves it to the nearest point that satisfies it, where nearest is not lowest.
# TOLD: You took the free minimum and moved it to
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    free = np.linalg.solve(A, b)
    w = free - C.T @ np.linalg.solve(C @ C.T, C @ free - d)
    multipliers = np.linalg.lstsq(C.T, b - A @ w, rcond=None)[0]
    return w, multipliers
