# MISTAKE: Uses the transpose as the inverse, right only for an orthonormal basis.
# TOLD: You used Bᵀ in place of B⁻¹.
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return B.T @ A @ B
