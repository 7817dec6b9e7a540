# RIGHT: centres e² and projects it on an orthonormal basis, one column at a time (Gram-Schmidt)
@lesson.exercise
def breusch_pagan(X, residuals):
    from scipy.special import gammaincc

    n, p = X.shape
    z = residuals**2 - np.mean(residuals**2)
    basis, explained = [], 0.0
    for j in range(p):
        column = X[:, j].astype(float)
        for _ in range(2):
            for b in basis:
                column = column - (b @ column) * b
        column = column / np.sqrt(column @ column)
        basis.append(column)
        explained += (column @ z) ** 2
    statistic = n * explained / (z @ z)
    return float(statistic), float(gammaincc((p - 1) / 2, statistic / 2))
