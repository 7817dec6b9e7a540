# MISTAKE: O'Brien-Fleming turned round: the first looks have the low bounds, c * sqrt(i / looks)
# TOLD: Your bounds rise from look to look, and find fewer real effects than
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    rng = np.random.default_rng(1)
    i = np.arange(1, looks + 1)
    z = rng.normal(size=(100_000, looks)).cumsum(axis=1) / np.sqrt(i)
    shape = np.sqrt(i / looks)
    c = np.quantile((np.abs(z) / shape).max(axis=1), 1 - alpha)
    return c * shape
