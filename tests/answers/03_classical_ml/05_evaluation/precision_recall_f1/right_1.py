# RIGHT: counts from Boolean arrays, with a helper for the quotient
def quotient(top, bottom):
    return float(top / bottom) if bottom else 0.0


@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = np.asarray(scores) >= threshold
    tp = int(np.sum(flagged & (y_true == 1)))
    precision = quotient(tp, int(flagged.sum()))
    recall = quotient(tp, int(np.sum(y_true == 1)))
    f1 = quotient(2 * precision * recall, precision + recall)
    return precision, recall, f1
