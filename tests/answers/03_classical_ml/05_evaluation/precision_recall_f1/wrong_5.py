# MISTAKE: Precision and recall are guarded against 0/0, but F1 is not, and is NaN when both are zero.
# TOLD: F1 is NaN where precision and recall are both
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    positives = np.sum(y_true == 1)
    precision = tp / flagged.sum() if flagged.sum() else np.float64(0.0)
    recall = tp / positives if positives else np.float64(0.0)
    f1 = 2 * precision * recall / (precision + recall)
    return float(precision), float(recall), float(f1)
