# MISTAKE: the usual bound of a single test at every look
# TOLD: At least one of your looks alone raises as many false alarms as all
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    return np.full(looks, stats.norm.isf(alpha / 2))
