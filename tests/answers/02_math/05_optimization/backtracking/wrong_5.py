# MISTAKE: Subtracts the slope term, although the slope is negative already, and so allows the loss to rise.
# TOLD: The results are exactly those of a solution in
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    step = 1.0
    while f(w + step * direction) > f(w) - c * step * (grad @ direction):
        step = step / 2
    return step
