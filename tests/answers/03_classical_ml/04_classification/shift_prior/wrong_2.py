# MISTAKE: turns the factor upside down: from the new population to the old
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    factor = before / (1 - before) * (1 - after) / after
    return p * factor / (p * factor + 1 - p)
