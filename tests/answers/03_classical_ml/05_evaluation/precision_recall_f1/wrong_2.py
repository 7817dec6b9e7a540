# MISTAKE: Precision and recall are mixed up: each is divided by the other's denominator.
# TOLD: Precision and recall have changed places: precision divides by
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    positives = np.sum(y_true == 1)
    precision = float(tp / positives) if positives else 0.0
    recall = float(tp / flagged.sum()) if flagged.sum() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
