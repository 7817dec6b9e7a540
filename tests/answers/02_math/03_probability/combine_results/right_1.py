# RIGHT: the template filled in, logarithms summed
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    log_odds = np.log(prior) - np.log1p(-prior)
    if_sick = np.where(positive, sensitivity, 1 - sensitivity)
    if_healthy = np.where(positive, 1 - specificity, specificity)
    return float(log_odds + np.sum(np.log(if_sick) - np.log(if_healthy)))
