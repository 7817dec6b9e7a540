# MISTAKE: An area below one half is turned over, as if a ranking could not be worse than chance.
# TOLD: You turned the area round where it is below
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    area = metrics.roc_auc_score(y_true, scores)
    return float(max(area, 1 - area))
