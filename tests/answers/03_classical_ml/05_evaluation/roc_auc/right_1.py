# RIGHT: all pairs at once in a matrix
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    positive, negative = scores[y_true == 1], scores[y_true == 0]
    difference = positive[:, None] - negative[None, :]
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))
