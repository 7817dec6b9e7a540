# per resample bincount of the users as weights, pandas quantile
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    n = len(clicks)
    weights = [np.bincount(row, minlength=n) for row in picks]
    rates = pd.Series([(w @ clicks) / (w @ views) for w in weights])
    return float(rates.quantile((1 - level) / 2)), float(rates.quantile((1 + level) / 2))
