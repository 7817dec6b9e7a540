# MISTAKE: Rows with equal scores are flagged one after the other, in the order of the array.
# TOLD: You treated each row as a threshold of its
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    y = y_true[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(y) / np.arange(1, len(y) + 1)
    return float(np.sum(precision * y) / y.sum())
