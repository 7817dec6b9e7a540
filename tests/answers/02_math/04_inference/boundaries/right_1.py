# O'Brien-Fleming: c times sqrt(looks / i), c as a quantile of a seeded simulation
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    rng = np.random.default_rng(1)
    i = np.arange(1, looks + 1)
    z = rng.normal(size=(200_000, looks)).cumsum(axis=1) / np.sqrt(i)
    shape = np.sqrt(looks / i)
    c = np.quantile((np.abs(z) / shape).max(axis=1), 1 - alpha)
    return c * shape
