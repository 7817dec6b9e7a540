# MISTAKE: The absolute value is taken after the mean, so errors of both signs cancel in the MAE.
# TOLD: You averaged the errors with their signs, so that
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    error = y - predicted
    r2 = 1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2)
    return float(np.sqrt(np.mean(error**2))), float(abs(np.mean(error))), float(r2)
