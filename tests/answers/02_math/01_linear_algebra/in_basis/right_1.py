# RIGHT: one solve with A B on the right
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return np.linalg.solve(B, A @ B)
