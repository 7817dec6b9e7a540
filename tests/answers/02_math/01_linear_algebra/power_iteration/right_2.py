# RIGHT: a helper for scaling and functools.reduce
from functools import reduce


def unit(v):
    return v / np.sqrt(np.sum(np.square(v, dtype=float)))


@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = reduce(lambda u, _: unit(A @ u), range(steps), unit(start))
    return float(np.einsum("i,ij,j->", v, A, v)), v
