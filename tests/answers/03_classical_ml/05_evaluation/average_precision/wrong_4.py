# MISTAKE: It is the plain mean of the precisions at all thresholds, without the gain in recall as weight.
# TOLD: You averaged the precision over all thresholds. Each must
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    return float(np.mean([y_true[scores >= t].mean() for t in np.unique(scores)]))
