# RIGHT: recursion, each call with half the direction and half the promise
def shorter(f, w, value, grad, move, c):
    if f(w + move) <= value + c * (grad @ move):
        return 1.0
    return 0.5 * shorter(f, w, value, grad, move / 2, c)


@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    if f(w + direction) <= f(w) + c * sum(g * p for g, p in zip(grad, direction)):
        return 1.0
    return 0.5 * shorter(f, w, f(w), grad, direction / 2, c)
