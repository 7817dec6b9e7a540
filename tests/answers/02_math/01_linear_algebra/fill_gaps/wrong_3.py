# MISTAKE: Rounds the period to a whole number, so the season drifts out of step.
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    season = round(period)
    table = pd.Series(values)
    trend = table.interpolate().rolling(season, center=True, min_periods=1).mean()
    phase = np.arange(len(values)) % season
    shape = (table - trend).groupby(phase).transform("mean")
    return table.fillna(trend + shape).to_numpy()
