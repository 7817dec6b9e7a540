# MISTAKE: multiplies by the ratio of the base rates and does not renormalise
# TOLD: You multiplied the probability by the ratio of the two shares.
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    return np.clip(p * after / before, 0, 1)
