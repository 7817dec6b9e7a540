# MISTAKE: A straight line through each gap, which ignores the season.
# TOLD: Your gaps are straight lines.
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    t = np.arange(len(values))
    known = ~np.isnan(values)
    return np.interp(t, t[known], values[known])
