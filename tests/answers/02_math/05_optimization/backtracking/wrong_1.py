# MISTAKE: Is content with any decrease and forgets the share c of the promised fall.
# TOLD: You only ask that the loss falls. The Armijo
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    step = 1.0
    while f(w + step * direction) > f(w):
        step = step / 2
    return step
