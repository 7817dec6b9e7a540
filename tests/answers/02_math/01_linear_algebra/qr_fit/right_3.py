# RIGHT: qr_multiply, without forming Q, and back substitution by hand
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    rotated, R = linalg.qr_multiply(A, b, mode="right")
    c = np.zeros(A.shape[1])
    for k in range(len(c) - 1, -1, -1):
        c[k] = (rotated[k] - R[k, k + 1 :] @ c[k + 1 :]) / R[k, k]
    return c
