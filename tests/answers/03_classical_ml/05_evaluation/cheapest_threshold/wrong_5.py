# MISTAKE: The running cost is also read in the middle of a tie, where no threshold can cut.
# TOLD: You cut in the middle of a tie. Rows
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    order = np.argsort(-scores, kind="stable")
    change = np.where(y_true[order] == 1, -cost_miss, cost_false_alarm)
    total = np.r_[0, np.cumsum(change)]
    return float(np.r_[np.inf, scores[order]][np.argmin(total)])
