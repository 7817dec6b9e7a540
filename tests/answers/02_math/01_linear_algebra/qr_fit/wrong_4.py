# MISTAKE: Tells solve_triangular that R is lower triangular.
# TOLD: You told `solve_triangular` that R is lower triangular,
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    Q, R = linalg.qr(A, mode="economic")
    return linalg.solve_triangular(R, Q.T @ b, lower=True)
