# RIGHT: a Python loop that counts, and F1 from the counts instead of from the rates
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    tp = fp = fn = 0
    for y, s in zip(y_true, scores):
        if s >= threshold:
            if y:
                tp += 1
            else:
                fp += 1
        elif y:
            fn += 1
    precision = tp / (tp + fp) if tp + fp > 0 else 0.0
    recall = tp / (tp + fn) if tp + fn > 0 else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn > 0 else 0.0
    return precision, recall, f1
