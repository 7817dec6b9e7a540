# RIGHT: Welford's update in a loop
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    means, errors = np.empty(len(x) - 1), np.empty(len(x) - 1)
    mean, scatter = float(x[0]), 0.0
    for m, value in enumerate(x[1:], start=2):
        step = value - mean
        mean += step / m
        scatter += step * (value - mean)
        means[m - 2] = mean
        errors[m - 2] = np.sqrt(scatter / (m - 1) / m)
    return means, errors
