# RIGHT: np.apply_along_axis over the lines, and np.percentile
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = np.apply_along_axis(lambda rows: measure(y_true[rows], scores[rows]), 1, resamples)
    out = 50 * (1 - level)
    return np.percentile(values, out), np.percentile(values, 100 - out)
