# MISTAKE: averages the users' own rates and not all clicks over all views
# TOLD: You averaged the rates of the users, as if somebody with one view
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = (clicks[picks] / views[picks]).mean(axis=1)
    out = (1 - level) / 2
    low, high = np.quantile(rates, [out, 1 - out])
    return float(low), float(high)
