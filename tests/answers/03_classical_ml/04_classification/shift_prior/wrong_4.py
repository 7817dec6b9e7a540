# MISTAKE: adds the difference of the base rates
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    return np.clip(p + after - before, 0, 1)
