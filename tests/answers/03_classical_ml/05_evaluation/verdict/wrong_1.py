# MISTAKE: Both models are cut at the formula's threshold, although their scores need not be probabilities.
@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    cut = cost_false_alarm / (cost_false_alarm + cost_miss)
    a = np.where(y_judge == 1, cost_miss * (a_judge < cut), cost_false_alarm * (a_judge >= cut))
    b = np.where(y_judge == 1, cost_miss * (b_judge < cut), cost_false_alarm * (b_judge >= cut))
    d = a - b
    if abs(d.mean()) <= 2.5 * d.std(ddof=1) / np.sqrt(len(d)):
        return "too close"
    return "a" if d.mean() < 0 else "b"
