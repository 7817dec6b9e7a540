# MISTAKE: F1 is taken as the ordinary mean of precision and recall, not the harmonic one.
# TOLD: F1 is the harmonic mean, not the arithmetic one:
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    positives = np.sum(y_true == 1)
    precision = float(tp / flagged.sum()) if flagged.sum() else 0.0
    recall = float(tp / positives) if positives else 0.0
    f1 = (precision + recall) / 2
    return precision, recall, f1
