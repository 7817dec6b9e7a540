# RIGHT: one factor on the odds
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    factor = after / (1 - after) * (1 - before) / before
    return p * factor / (p * factor + 1 - p)
