# MISTAKE: Scales the basis vectors to length one first.
# TOLD: You scaled the basis vectors to length one first.
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    unit = B / np.linalg.norm(B, axis=0)
    return np.linalg.solve(unit, A @ unit)
