# the reference itself: Bonferroni, alpha / looks at every look, no simulation
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    return np.full(looks, stats.norm.isf(alpha / looks / 2))
