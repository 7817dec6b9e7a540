# MISTAKE: lets only positive results change the odds
# TOLD: Only positive results change your odds. A negative one
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    s = (tests[sick].sum(axis=0) + 1) / (sick.sum() + 2)
    f = (tests[~sick].sum(axis=0) + 1) / ((~sick).sum() + 2)
    odds = prevalence / (1 - prevalence) * np.where(new, s / f, 1.0).prod(axis=1)
    return odds / (1 + odds)
