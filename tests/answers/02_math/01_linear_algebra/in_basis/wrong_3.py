# MISTAKE: Changes only the output's coordinates.
# TOLD: You left out the first of the two changes:
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return np.linalg.solve(B, A)
