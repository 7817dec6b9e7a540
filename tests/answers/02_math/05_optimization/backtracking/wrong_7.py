# MISTAKE: Refuses equality, which satisfies the condition, and halves once more.
# TOLD: A step that meets the condition with equality is
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    step = 1.0
    while f(w + step * direction) >= f(w) + c * step * (grad @ direction):
        step = step / 2
    return step
