# plain loop with its own differences
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    h = 1e-5
    result = np.zeros(x.shape)
    for i, value in np.ndenumerate(x):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i], down[i] = value + h, value - h
        d = (f(up) - f(down)) / (2 * h)
        size = abs(claimed[i]) + abs(d)
        if size >= 1e-8:
            result[i] = abs(claimed[i] - d) / size
    return result
