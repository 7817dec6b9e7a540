# RIGHT: reweights both classes and divides by their sum (Bayes)
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    one = p * (after / before)
    zero = (1 - p) * ((1 - after) / (1 - before))
    return one / (one + zero)
