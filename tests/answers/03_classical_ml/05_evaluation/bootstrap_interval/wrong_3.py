# MISTAKE: It is mean plus and minus a normal quantile times the standard deviation, not the quantiles of the values.
# TOLD: You went two standard deviations either side of the
from scipy.stats import norm


@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    values = np.array([measure(y_true[rows], scores[rows]) for rows in resamples])
    z = norm.ppf((1 + level) / 2)
    return float(values.mean() - z * values.std()), float(values.mean() + z * values.std())
