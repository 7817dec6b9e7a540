# MISTAKE: Precision is set to 1 when nobody is flagged, because no alarm was false.
# TOLD: Where nobody is flagged you call precision 1. No
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    positives = np.sum(y_true == 1)
    precision = float(tp / flagged.sum()) if flagged.sum() else 1.0
    recall = float(tp / positives) if positives else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
