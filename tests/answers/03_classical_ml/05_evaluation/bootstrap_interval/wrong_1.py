# MISTAKE: The whole of 1 − level is left out at each end, so a 95 % interval holds only 90 %.
# TOLD: You leave the whole of 1 − level out
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = [measure(y_true[rows], scores[rows]) for rows in resamples]
    return float(np.quantile(values, 1 - level)), float(np.quantile(values, level))
