# RIGHT: the first of an endless generator of halves
import itertools


@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    start = f(w)
    promised = c * float(np.dot(grad, direction))
    lengths = (0.5**k for k in itertools.count())
    return next(step for step in lengths if f(w + step * direction) <= start + step * promised)
