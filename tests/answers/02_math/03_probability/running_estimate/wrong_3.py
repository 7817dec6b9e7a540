# MISTAKE: returns the standard deviation of the draws and not of their mean
# TOLD: Those are standard deviations of the draws. The mean
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    m = range(2, len(x) + 1)
    return np.array([x[:i].mean() for i in m]), np.array([x[:i].std(ddof=1) for i in m])
