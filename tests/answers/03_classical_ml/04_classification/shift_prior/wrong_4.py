# MISTAKE: adds the difference of the base rates
# TOLD: You moved all probabilities by the difference of the shares.
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    return np.clip(p + after - before, 0, 1)
