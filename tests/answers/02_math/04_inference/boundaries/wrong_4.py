# MISTAKE: calibrates on z without the absolute value, so only one side is in bounds
# TOLD: Upwards your bounds are passed in a share of about alpha, and
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    rng = np.random.default_rng(1)
    i = np.arange(1, looks + 1)
    z = rng.normal(size=(100_000, looks)).cumsum(axis=1) / np.sqrt(i)
    return np.full(looks, np.quantile(z.max(axis=1), 1 - alpha))
