# RIGHT: for loop with in-place updates and the squared norm carried along
@lesson.exercise
def conjugate_gradient(A, b: np.ndarray, tol: float, most: int) -> tuple[np.ndarray, int]:
    x = np.zeros(len(b))
    r = np.array(b, dtype=float)
    p = r.copy()
    square = r @ r
    limit = tol * np.sqrt(square)
    for done in range(most):
        if np.sqrt(square) <= limit:
            return x, done
        Ap = A @ p
        alpha = square / np.dot(p, Ap)
        x += alpha * p
        r -= alpha * Ap
        square, before = r @ r, square
        p *= square / before
        p += r
    return x, most
