# MISTAKE: The thresholds are chosen on the judging rows, which then also judge.
def best_cut(y, s, alarm, miss):
    cuts = np.r_[np.inf, np.unique(s)[::-1]]
    return cuts[np.argmin([alarm * np.sum((s >= t) & (y == 0)) + miss * np.sum((s < t) & (y == 1)) for t in cuts])]


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    cut_a = best_cut(y_judge, a_judge, cost_false_alarm, cost_miss)
    cut_b = best_cut(y_judge, b_judge, cost_false_alarm, cost_miss)
    a = np.where(y_judge == 1, cost_miss * (a_judge < cut_a), cost_false_alarm * (a_judge >= cut_a))
    b = np.where(y_judge == 1, cost_miss * (b_judge < cut_b), cost_false_alarm * (b_judge >= cut_b))
    d = a - b
    if abs(d.mean()) <= 2.5 * d.std(ddof=1) / np.sqrt(len(d)):
        return "too close"
    return "a" if d.mean() < 0 else "b"
