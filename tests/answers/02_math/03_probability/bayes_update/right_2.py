# RIGHT: the 2 by 2 table of joint probabilities, one column normalised
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    given = np.array([[sensitivity, 1 - sensitivity], [1 - specificity, specificity]])
    joint = np.array([[prior], [1 - prior]]) * given
    column = joint[:, 0 if positive else 1]
    return float(column[0] / column.sum())
