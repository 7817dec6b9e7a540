# RIGHT: cumulative sums along the sorted rows, read at the end of each tie
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    y, s = np.asarray(y_true), np.asarray(scores, dtype=float)
    order = np.argsort(-s, kind="stable")
    change = np.where(y[order] == 1, -cost_miss, cost_false_alarm)
    ends = np.append(s[order][1:] != s[order][:-1], True)
    total = np.r_[0, np.cumsum(change)[ends]]
    return float(np.r_[np.inf, s[order][ends]][np.argmin(total)])
