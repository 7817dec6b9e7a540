# MISTAKE: The level is ignored: the interval is always the middle 95 %.
# TOLD: The level is fixed at 95 % in your
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = [measure(y_true[rows], scores[rows]) for rows in resamples]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
