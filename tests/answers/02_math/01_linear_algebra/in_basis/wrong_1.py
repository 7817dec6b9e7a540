# MISTAKE: The two changes the wrong way round: B A B⁻¹.
# TOLD: You went the other way, B A B⁻¹:
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    return B @ A @ np.linalg.inv(B)
