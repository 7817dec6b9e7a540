# MISTAKE: chains bayes_update, whose probability saturates at 0 or 1, and takes the log odds afterwards
# TOLD: You updated the probability itself, one result after
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    p = prior
    for result, sens, spec in zip(positive, sensitivity, specificity):
        p = bayes_update(p, sens, spec, result)
    return float(np.log(p / (1 - p)))
