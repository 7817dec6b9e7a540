# MISTAKE: divides the spread of the resamples by the root of their number, so that the interval is that of their mean and shrinks the longer one draws
# TOLD: The interval shrinks as more resamples are drawn, as
from scipy.stats import norm


@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    rows = rng.integers(0, n, size=(draws, n))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).sum(axis=1) / is_b.sum(axis=1) - (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    reach = norm.ppf((1 + level) / 2) * gaps.std() / np.sqrt(draws)
    return float(gaps.mean() - reach), float(gaps.mean() + reach)
