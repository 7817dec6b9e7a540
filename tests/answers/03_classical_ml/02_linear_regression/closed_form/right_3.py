# QR decomposition, and substitution backwards in a loop
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    A = np.column_stack([np.ones(X.shape[0]), X])
    Q, R = np.linalg.qr(A)
    right = Q.T @ y
    beta = np.zeros(A.shape[1])
    for j in range(A.shape[1] - 1, -1, -1):
        beta[j] = (right[j] - R[j, j + 1 :] @ beta[j + 1 :]) / R[j, j]
    return beta
