# MISTAKE: Precision is replaced by the best precision at that or any larger recall (interpolated, as in object detection).
# TOLD: You took the best precision at this recall or
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    thresholds = np.unique(scores)[::-1]
    tp = np.array([y_true[scores >= t].sum() for t in thresholds])
    precision = tp / np.array([(scores >= t).sum() for t in thresholds])
    best = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(tp / y_true.sum(), prepend=0) * best))
