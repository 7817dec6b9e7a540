# MISTAKE: takes the share of the sick in the clinic as prior instead of the prevalence
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    s = (tests[sick].sum(axis=0) + 1) / (sick.sum() + 2)
    f = (tests[~sick].sum(axis=0) + 1) / ((~sick).sum() + 2)
    ratio = np.where(new, s / f, (1 - s) / (1 - f)).prod(axis=1)
    odds = sick.mean() / (1 - sick.mean()) * ratio
    return odds / (1 + odds)
