# RIGHT: eliminates w first: a small system for the multipliers, then w from them
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    free = np.linalg.solve(A, b)
    response = np.linalg.solve(A, C.T)
    multipliers = np.linalg.solve(C @ response, C @ free - d)
    return free - response @ multipliers, multipliers
