# RIGHT: a loop over the distinct scores from high to low
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    total = y_true.sum()
    area, previous_recall = 0.0, 0.0
    for threshold in np.unique(scores)[::-1]:
        flagged = scores >= threshold
        tp = y_true[flagged].sum()
        recall = tp / total
        precision = tp / flagged.sum()
        area += (recall - previous_recall) * precision
        previous_recall = recall
    return float(area)
