# MISTAKE: Fills with the mean of the same phase in all other seasons, without the trend.
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    phase = np.floor(np.arange(len(values)) % period)
    means = pd.Series(values).groupby(phase).transform("mean").interpolate()
    return np.where(np.isnan(values), means, values)
