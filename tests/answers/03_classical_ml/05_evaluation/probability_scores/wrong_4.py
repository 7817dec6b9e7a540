# MISTAKE: Both scores are added up over the rows and not averaged.
# TOLD: The results are n times too large, as a
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    return float(np.sum((p - y_true) ** 2)), float(-np.sum(np.log(np.where(y_true == 1, p, 1 - p))))
