# nditer, the entry of one working copy is moved and put back
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    work = np.array(x, dtype=float)
    grad = np.empty_like(work)
    it = np.nditer(work, flags=["multi_index", "zerosize_ok"])
    for _ in it:
        i = it.multi_index
        old = float(work[i])
        work[i] = old + h
        plus = f(work)
        work[i] = old - h
        minus = f(work)
        work[i] = old
        grad[i] = (plus - minus) / (2 * h)
    return grad
