# MISTAKE: Solves RᵀR c = Aᵀb, which are the normal equations again.
# TOLD: You solved the normal equations,
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    R = linalg.qr(A, mode="r")[0][: A.shape[1]]
    return linalg.cho_solve((R, False), A.T @ b)
