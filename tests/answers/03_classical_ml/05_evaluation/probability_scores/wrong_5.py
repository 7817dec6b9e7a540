# MISTAKE: The Brier score is that of the classes predicted at one half, which is merely the error rate.
# TOLD: You cut the probabilities at ½ before you squared
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    predicted = (p >= 0.5).astype(float)
    return float(np.mean((predicted - y_true) ** 2)), float(-np.mean(np.log(np.where(y_true == 1, p, 1 - p))))
