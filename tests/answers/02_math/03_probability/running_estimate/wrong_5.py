# MISTAKE: sums the squared deviations of each draw from the running mean of its own time
# TOLD: You took the deviation of each draw from the mean of
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    m = np.arange(1, len(x) + 1)
    means = np.cumsum(x) / m
    scatter = np.cumsum((x - means) ** 2)
    return means[1:], np.sqrt(scatter[1:] / (m[1:] - 1) / m[1:])
