# MISTAKE: R² is cut off at zero, because a share cannot be negative.
# TOLD: You cut R² off at zero. It is below zero where
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    error = y - predicted
    r2 = 1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2)
    return float(np.sqrt(np.mean(error**2))), float(np.mean(np.abs(error))), float(max(0.0, r2))
