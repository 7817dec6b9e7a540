# MISTAKE: The corners of the precision-recall curve are joined by straight lines (trapezoids).
# TOLD: You joined the points by straight lines (trapezoids). That
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    precision, recall, _ = metrics.precision_recall_curve(y_true, scores)
    return float(metrics.auc(recall, precision))
