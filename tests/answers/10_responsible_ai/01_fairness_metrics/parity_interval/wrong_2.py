# MISTAKE: draws decisions and groups separately, which tears each person apart and centres the interval on zero
# TOLD: The interval lies around zero: prediction and group were
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    selected = y_pred[rng.integers(0, n, size=(draws, n))]
    is_b = (group == "b")[rng.integers(0, n, size=(draws, n))]
    gaps = (selected * is_b).sum(axis=1) / is_b.sum(axis=1) - (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    low, high = np.quantile(gaps, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
