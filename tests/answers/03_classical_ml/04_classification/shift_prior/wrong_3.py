# MISTAKE: multiplies the odds by the ratio of the shares in place of that of the odds
# TOLD: You multiplied the odds by the ratio of the two shares. The
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    factor = after / before
    return p * factor / (p * factor + 1 - p)
