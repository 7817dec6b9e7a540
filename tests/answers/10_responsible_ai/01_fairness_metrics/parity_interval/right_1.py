# RIGHT: all resamples at once, as the template has it
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    rows = rng.integers(0, n, size=(draws, n))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    rate_b = (selected * is_b).sum(axis=1) / is_b.sum(axis=1)
    rate_a = (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    low, high = np.quantile(rate_b - rate_a, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
