# RIGHT: the while loop of the skeleton, with value and slope computed once
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    value, slope = f(w), grad @ direction
    step = 1.0
    while not f(w + step * direction) <= value + c * step * slope:
        step = step / 2
    return step
