# RIGHT: a bootstrap of the difference in cost on the same resampled rows
def cuts_of(y, s, alarm, miss):
    order = np.argsort(-s, kind="stable")
    total = np.cumsum(np.where(y[order] == 1, -miss, alarm))
    ends = np.append(np.diff(s[order]) != 0, True)
    if total[ends].min() >= 0:
        return np.inf
    return s[order][ends][np.argmin(total[ends])]


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    flag_a = a_judge >= cuts_of(y_choose, a_choose, cost_false_alarm, cost_miss)
    flag_b = b_judge >= cuts_of(y_choose, b_choose, cost_false_alarm, cost_miss)
    price = np.where(y_judge == 1, -cost_miss, cost_false_alarm)
    difference = price * (flag_a.astype(int) - flag_b.astype(int))
    generator = np.random.default_rng(12)
    n = len(difference)
    means = np.array([difference[generator.integers(n, size=n)].mean() for _ in range(2000)])
    low, high = np.quantile(means, [0.007, 0.993])
    return "a" if high < 0 else "b" if low > 0 else "too close"
