# MISTAKE: The gain in recall is multiplied with the precision at the threshold before, and not at the one where it is gained.
# TOLD: The gain in recall was multiplied with the precision
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    total = y_true.sum()
    area, previous_recall, previous_precision = 0.0, 0.0, 1.0
    for threshold in np.unique(scores)[::-1]:
        flagged = scores >= threshold
        recall = y_true[flagged].sum() / total
        area += (recall - previous_recall) * previous_precision
        previous_recall, previous_precision = recall, y_true[flagged].mean()
    return float(area)
