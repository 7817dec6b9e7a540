# MISTAKE: multiplies the probabilities first and takes the logarithm at the end, which underflows
# TOLD: You multiplied before you took the logarithm.
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    if_sick = np.where(positive, sensitivity, 1 - sensitivity)
    if_healthy = np.where(positive, 1 - specificity, specificity)
    return float(np.log(prior / (1 - prior) * np.prod(if_sick) / np.prod(if_healthy)))
