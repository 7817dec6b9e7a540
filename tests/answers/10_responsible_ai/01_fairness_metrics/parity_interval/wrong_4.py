# MISTAKE: divides the selected of each group by all n people drawn and not by the drawn members of the group
# TOLD: You divided the selected of each group by all
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    rows = rng.integers(0, n, size=(draws, n))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).mean(axis=1) - (selected * ~is_b).mean(axis=1)
    low, high = np.quantile(gaps, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
