# MISTAKE: A tie counts nothing instead of one half.
# TOLD: Ties count for nothing in your version. A positive
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    positive, negative = scores[y_true == 1], scores[y_true == 0]
    return float(np.mean(positive[:, None] > negative[None, :]))
