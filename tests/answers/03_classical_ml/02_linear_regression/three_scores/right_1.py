# the formulas in numpy
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    error = y - predicted
    rmse = np.sqrt(np.mean(error**2))
    mae = np.mean(np.abs(error))
    r2 = 1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2)
    return float(rmse), float(mae), float(r2)
