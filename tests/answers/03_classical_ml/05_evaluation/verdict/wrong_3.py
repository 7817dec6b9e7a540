# MISTAKE: Two separate intervals are compared, and where they overlap the case is called too close.
# TOLD: You asked whether the intervals of the two costs
def best_cut(y, s, alarm, miss):
    cuts = np.r_[np.inf, np.unique(s)[::-1]]
    return cuts[np.argmin([alarm * np.sum((s >= t) & (y == 0)) + miss * np.sum((s < t) & (y == 1)) for t in cuts])]


def interval(costs):
    half = 1.96 * costs.std(ddof=1) / np.sqrt(len(costs))
    return costs.mean() - half, costs.mean() + half


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    cut_a = best_cut(y_choose, a_choose, cost_false_alarm, cost_miss)
    cut_b = best_cut(y_choose, b_choose, cost_false_alarm, cost_miss)
    a = interval(np.where(y_judge == 1, cost_miss * (a_judge < cut_a), cost_false_alarm * (a_judge >= cut_a)))
    b = interval(np.where(y_judge == 1, cost_miss * (b_judge < cut_b), cost_false_alarm * (b_judge >= cut_b)))
    if a[1] < b[0]:
        return "a"
    if b[1] < a[0]:
        return "b"
    return "too close"
