# MISTAKE: never stops before the end: infinite bounds, then the single bound
# TOLD: With your bounds a test takes nearly all of its looks even where
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    bounds = np.full(looks, np.inf)
    bounds[-1] = stats.norm.isf(alpha / 2)
    return bounds
