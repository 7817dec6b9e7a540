# MISTAKE: The root is forgotten: the first score is the mean squared error.
# TOLD: The first is the mean squared error. RMSE is its
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    error = y - predicted
    mse = np.mean(error**2)
    return float(mse), float(np.mean(np.abs(error))), float(1 - mse / np.var(y))
