# MISTAKE: Pivots columns and forgets to undo the permutation.
# TOLD: You let `qr` swap the columns and left the coefficients in the swapped order.
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    Q, R, order = linalg.qr(A, mode="economic", pivoting=True)
    return linalg.solve_triangular(R, Q.T @ b)
