# RIGHT: explicit inverse
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return np.linalg.inv(B) @ A @ B
