# MISTAKE: draws without replacement, so that each resample is the same people in another order and the interval is a point
# TOLD: All draws gave the same gap: people are drawn
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    rows = np.array([rng.choice(n, size=n, replace=False) for _ in range(draws)])
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).sum(axis=1) / is_b.sum(axis=1) - (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    low, high = np.quantile(gaps, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
