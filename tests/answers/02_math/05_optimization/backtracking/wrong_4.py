# MISTAKE: Takes −|∇f|² for the slope, which holds only when the direction is minus the gradient.
# TOLD: You promised a fall of |∇f|², which is the
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    step = 1.0
    while step > 1e-12 and f(w + step * direction) > f(w) - c * step * (grad @ grad):
        step = step / 2
    return step
