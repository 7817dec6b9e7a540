# MISTAKE: Forgets that the normal equations square κ, and gives them every κ up to 10⁶ (six digits).
# TOLD: You gave the normal equations every κ up to about 10⁶.
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    kappa = np.linalg.cond(A / np.linalg.norm(A, axis=0))
    if kappa <= 1e6:
        return "normal equations"
    if kappa <= 1e10:
        return "QR"
    return "truncated SVD"
