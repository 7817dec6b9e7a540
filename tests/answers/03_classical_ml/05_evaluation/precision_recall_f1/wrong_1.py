# MISTAKE: A score equal to the threshold is not flagged.
# TOLD: A score equal to the threshold is flagged as
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = scores > threshold
    tp = np.sum(flagged & (y_true == 1))
    precision = float(tp / flagged.sum()) if flagged.sum() else 0.0
    recall = float(tp / (y_true == 1).sum()) if (y_true == 1).sum() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
