# RIGHT: a running cost in a plain loop, and a sign-flip test on the rows where the models differ
def choose_cut(y, s, alarm, miss):
    rows = sorted(zip(s.tolist(), y.tolist()), reverse=True)
    best, lowest, running = float("inf"), 0, 0
    for i, (score, label) in enumerate(rows):
        running += -miss if label == 1 else alarm
        ends_a_tie = i + 1 == len(rows) or rows[i + 1][0] != score
        if ends_a_tie and running < lowest:
            best, lowest = score, running
    return best


@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    cut_a = choose_cut(y_choose, a_choose, cost_false_alarm, cost_miss)
    cut_b = choose_cut(y_choose, b_choose, cost_false_alarm, cost_miss)
    gaps = []
    for y, a, b in zip(y_judge, a_judge, b_judge):
        if (a >= cut_a) != (b >= cut_b):
            price = -cost_miss if y == 1 else cost_false_alarm
            gaps.append(price if a >= cut_a else -price)
    if not gaps:
        return "too close"
    gaps = np.array(gaps)
    signs = np.random.default_rng(3).choice([-1, 1], size=(4000, len(gaps)))
    p_value = np.mean(np.abs(signs @ gaps) >= abs(gaps.sum()))
    if p_value > 0.01:
        return "too close"
    return "a" if gaps.sum() < 0 else "b"
