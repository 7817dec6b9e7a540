# MISTAKE: Only the scores are resampled, so that labels and scores no longer belong to the same rows.
# TOLD: You drew new scores for old labels. A row
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = [measure(y_true, scores[rows]) for rows in resamples]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
