# MISTAKE: leaves out 1 − level at each end and not half of it, so that a 95 % interval covers 90 %
# TOLD: You left out 1 − level at each end.
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    rows = rng.integers(0, n, size=(draws, n))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).sum(axis=1) / is_b.sum(axis=1) - (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    low, high = np.quantile(gaps, [1 - level, level])
    return float(low), float(high)
