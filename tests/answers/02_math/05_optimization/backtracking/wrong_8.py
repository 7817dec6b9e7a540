# MISTAKE: Demands the fall promised for the whole step also of the shorter ones, as the right side lacks η.
# TOLD: The promised fall must shrink with the step: multiply
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    step = 1.0
    while step > 1e-12 and f(w + step * direction) > f(w) + c * (grad @ direction):
        step = step / 2
    return step
