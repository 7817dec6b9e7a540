# MISTAKE: each look gets the share alpha * i / looks of its own, which is the cumulated budget
# TOLD: At least one of your looks alone raises as many false alarms as all
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    i = np.arange(1, looks + 1)
    return stats.norm.isf(alpha * i / looks / 2)
