# MISTAKE: Infinity is not among the candidates, so somebody is always flagged.
# TOLD: You left out the threshold that flags nobody. If
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    candidates = np.unique(scores)[::-1]
    costs = [
        cost_false_alarm * np.sum((scores >= t) & (y_true == 0)) + cost_miss * np.sum((scores < t) & (y_true == 1))
        for t in candidates
    ]
    return float(candidates[np.argmin(costs)])
