# MISTAKE: R² is taken for the square of the correlation, which does not see a bias or a wrong scale.
# TOLD: You squared the correlation. It does not see predictions
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    error = y - predicted
    r2 = np.corrcoef(y, predicted)[0, 1] ** 2
    return float(np.sqrt(np.mean(error**2))), float(np.mean(np.abs(error))), float(r2)
