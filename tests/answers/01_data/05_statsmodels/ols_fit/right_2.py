# RIGHT: QR decomposition: R beta = Q'y, and the errors from the rows of the inverse of R
@lesson.exercise
def ols_fit(X, y):
    Q, R = np.linalg.qr(X)
    beta = np.linalg.solve(R, Q.T @ y)
    s = np.linalg.norm(y - X @ beta) / np.sqrt(len(y) - X.shape[1])
    return beta, s * np.linalg.norm(np.linalg.inv(R), axis=1)
