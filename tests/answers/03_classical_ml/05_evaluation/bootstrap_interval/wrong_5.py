# MISTAKE: The quantiles are reflected at the value of the original rows (the basic bootstrap), which is another interval.
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = [measure(y_true[rows], scores[rows]) for rows in resamples]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    centre = measure(y_true, scores)
    return float(2 * centre - high), float(2 * centre - low)
