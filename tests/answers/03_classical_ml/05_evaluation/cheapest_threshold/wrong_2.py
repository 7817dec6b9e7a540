# MISTAKE: Of equally cheap thresholds the smallest is returned, because argmin runs upwards.
# TOLD: Of equally cheap thresholds you return the lowest; the
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    candidates = np.r_[np.unique(scores), np.inf]
    costs = [
        cost_false_alarm * np.sum((scores >= t) & (y_true == 0)) + cost_miss * np.sum((scores < t) & (y_true == 1))
        for t in candidates
    ]
    return float(candidates[np.argmin(costs)])
