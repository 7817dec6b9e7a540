# RIGHT: QR with column pivoting, undone at the end
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    Q, R, order = linalg.qr(A, mode="economic", pivoting=True)
    c = np.empty(A.shape[1])
    c[order] = linalg.solve_triangular(R, Q.T @ b)
    return c
