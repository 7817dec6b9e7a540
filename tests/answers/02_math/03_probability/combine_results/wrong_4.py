# MISTAKE: lets only positive results count, a negative one multiplies by 1
# TOLD: Only positive results count in your sum. A negative
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    log_odds = np.log(prior / (1 - prior))
    if_sick = np.where(positive, sensitivity, 1.0)
    if_healthy = np.where(positive, 1 - specificity, 1.0)
    return float(log_odds + np.log(if_sick / if_healthy).sum())
