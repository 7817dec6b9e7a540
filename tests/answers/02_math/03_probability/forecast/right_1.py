# RIGHT: likelihood ratios multiplied as logarithms, one added to each count, combine_results for each person
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    sensitivity = (tests[sick].sum(axis=0) + 1) / (sick.sum() + 2)
    specificity = ((~tests[~sick]).sum(axis=0) + 1) / ((~sick).sum() + 2)
    log_odds = [combine_results(prevalence, person, sensitivity, specificity) for person in new]
    return special.expit(np.array(log_odds, dtype=float))
