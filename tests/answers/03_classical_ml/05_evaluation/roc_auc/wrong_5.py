# MISTAKE: The curve is built from thresholds on a fixed grid from 0 to 1, which misses corners and scores outside it.
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    thresholds = np.linspace(1, 0, 101)
    tpr = np.array([np.mean(scores[y_true == 1] >= t) for t in thresholds])
    fpr = np.array([np.mean(scores[y_true == 0] >= t) for t in thresholds])
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
