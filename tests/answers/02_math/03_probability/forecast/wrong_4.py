# MISTAKE: adds the log odds of the prevalence to a posterior that already holds the clinic's prior
# TOLD: The clinic's own share of sick people is still in your
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    s = (tests[sick].sum(axis=0) + 1) / (sick.sum() + 2)
    f = (tests[~sick].sum(axis=0) + 1) / ((~sick).sum() + 2)
    yes = sick.mean() * np.where(new, s, 1 - s).prod(axis=1)
    no = (1 - sick.mean()) * np.where(new, f, 1 - f).prod(axis=1)
    return special.expit(np.log(yes / no) + special.logit(prevalence))
