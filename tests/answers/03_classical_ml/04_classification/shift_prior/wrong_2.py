# MISTAKE: turns the factor upside down: from the new population to the old
# TOLD: The factor is upside down: you went from the new population to
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    factor = before / (1 - before) * (1 - after) / after
    return p * factor / (p * factor + 1 - p)
