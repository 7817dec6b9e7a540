# RIGHT: boolean indexing, log ratios of the positive and of the negative tests summed apart, logit for the prior
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    yes = np.asarray(positive, dtype=bool)
    no = np.logical_not(yes)
    up = np.log(sensitivity[yes] / (1 - specificity[yes]))
    down = np.log((1 - sensitivity[no]) / specificity[no])
    return float(special.logit(prior) + up.sum() + down.sum())
