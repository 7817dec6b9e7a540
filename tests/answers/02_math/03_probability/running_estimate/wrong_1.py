# MISTAKE: takes the mean of squares less the square of the mean, which cancels near 10,000,000
# TOLD: You subtracted the square of the mean from the mean of
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    m = np.arange(1, len(x) + 1)
    means = np.cumsum(x) / m
    variance = np.maximum(np.cumsum(x**2) / m - means**2, 0)[1:] * m[1:] / (m[1:] - 1)
    return means[1:], np.sqrt(variance / m[1:])
