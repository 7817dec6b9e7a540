# RIGHT: one outer product a column instead of the inner loop, separate right side
@lesson.exercise
def eliminate(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    U = np.array(A, dtype=float)
    y = np.array(b, dtype=float)
    d = len(y)
    for k in range(d):
        p = max(range(k, d), key=lambda i: abs(U[i, k]))
        if p != k:
            U[[k, p]] = U[[p, k]]
            y[k], y[p] = y[p], y[k]
        factors = U[k + 1 :, k] / U[k, k]
        U[k + 1 :, k:] -= np.outer(factors, U[k, k:])
        y[k + 1 :] -= factors * y[k]
    return linalg.solve_triangular(U, y)
