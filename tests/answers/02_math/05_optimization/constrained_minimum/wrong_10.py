# MISTAKE: Charges a finite penalty for breaking the constraint, which is then only nearly met.
# TOLD: At position 0: 2 of 2 values are wrong,
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    penalty = 1000.0
    w = np.linalg.solve(A + penalty * C.T @ C, b + penalty * C.T @ d)
    return w, penalty * (C @ w - d)
