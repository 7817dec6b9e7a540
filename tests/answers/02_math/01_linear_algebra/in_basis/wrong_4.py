# MISTAKE: Puts the images of the basis vectors into rows.
# TOLD: You laid the images of the basis vectors down as rows.
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return np.array([np.linalg.solve(B, A @ vector) for vector in B.T])
