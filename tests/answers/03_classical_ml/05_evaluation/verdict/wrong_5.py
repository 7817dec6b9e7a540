# MISTAKE: The prices choose the thresholds, but the judging compares error rates, in which both mistakes count alike.
# TOLD: The prices chose the thresholds, and then both mistakes
def best_cut(y, s, alarm, miss):
    cuts = np.r_[np.inf, np.unique(s)[::-1]]
    return cuts[np.argmin([alarm * np.sum((s >= t) & (y == 0)) + miss * np.sum((s < t) & (y == 1)) for t in cuts])]


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    cut_a = best_cut(y_choose, a_choose, cost_false_alarm, cost_miss)
    cut_b = best_cut(y_choose, b_choose, cost_false_alarm, cost_miss)
    a = ((a_judge >= cut_a) != (y_judge == 1)).astype(float)
    b = ((b_judge >= cut_b) != (y_judge == 1)).astype(float)
    d = a - b
    if abs(d.mean()) <= 2.5 * d.std(ddof=1) / np.sqrt(len(d)):
        return "too close"
    return "a" if d.mean() < 0 else "b"
