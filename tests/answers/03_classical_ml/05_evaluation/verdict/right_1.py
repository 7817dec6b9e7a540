# RIGHT: thresholds from the choosing rows, then the mean of the row-by-row difference in standard errors
def best_cut(y, s, alarm, miss):
    cuts = np.r_[np.inf, np.unique(s)[::-1]]
    zeros, ones = np.sort(s[y == 0]), np.sort(s[y == 1])
    costs = alarm * (len(zeros) - np.searchsorted(zeros, cuts)) + miss * np.searchsorted(ones, cuts)
    return cuts[np.argmin(costs)]


def row_costs(y, s, cut, alarm, miss):
    return np.where(y == 1, miss * (s < cut), alarm * (s >= cut))


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    prices = cost_false_alarm, cost_miss
    a = row_costs(y_judge, a_judge, best_cut(y_choose, a_choose, *prices), *prices)
    b = row_costs(y_judge, b_judge, best_cut(y_choose, b_choose, *prices), *prices)
    difference = a - b
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    if abs(difference.mean()) <= 2.5 * error:
        return "too close"
    return "a" if difference.mean() < 0 else "b"
