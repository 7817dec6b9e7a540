# RIGHT: in log odds with expit, infinities let through
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    likelihoods = (sensitivity, 1 - specificity) if positive else (1 - sensitivity, specificity)
    with np.errstate(divide="ignore"):
        yes, no = np.log(np.multiply(likelihoods, (prior, 1 - prior)))
    return float(special.expit(yes - no))
