# RIGHT: each positive row contributes the precision at its own score; the mean of these
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    scores, y_true = np.asarray(scores), np.asarray(y_true)
    precisions = []
    for own in scores[y_true == 1]:
        precisions.append(float(y_true[scores >= own].mean()))
    return sum(precisions) / len(precisions)
