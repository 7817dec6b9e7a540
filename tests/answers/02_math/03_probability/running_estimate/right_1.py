# RIGHT: cumulative sums of the draws less the first one, so that nothing cancels
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    m = np.arange(1, len(x) + 1)
    shifted = x - x[0]
    total, squares = np.cumsum(shifted), np.cumsum(shifted**2)
    variance = np.maximum(squares[1:] - total[1:] ** 2 / m[1:], 0) / (m[1:] - 1)
    return x[0] + total[1:] / m[1:], np.sqrt(variance / m[1:])
