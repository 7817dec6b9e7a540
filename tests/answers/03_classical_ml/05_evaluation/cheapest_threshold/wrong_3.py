# MISTAKE: The two prices are swapped: a missed 1 is charged the price of a false alarm.
# TOLD: The two costs have changed places: a miss is
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    candidates = np.r_[np.inf, np.unique(scores)[::-1]]
    costs = [
        cost_miss * np.sum((scores >= t) & (y_true == 0)) + cost_false_alarm * np.sum((scores < t) & (y_true == 1))
        for t in candidates
    ]
    return float(candidates[np.argmin(costs)])
