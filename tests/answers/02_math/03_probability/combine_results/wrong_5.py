# MISTAKE: swaps the two probabilities of the healthy
# TOLD: For the healthy a positive result has probability 1 −
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    log_odds = np.log(prior / (1 - prior))
    if_sick = np.where(positive, sensitivity, 1 - sensitivity)
    if_healthy = np.where(positive, specificity, 1 - specificity)
    return float(log_odds + np.log(if_sick / if_healthy).sum())
