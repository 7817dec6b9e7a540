# MISTAKE: Ranks come from a double argsort, so tied scores get different ranks by their place in the array.
# TOLD: Equal scores got different ranks, by their place in
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    rank = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    m = int((y_true == 1).sum())
    k = len(y_true) - m
    return float((rank[y_true == 1].sum() - m * (m + 1) / 2) / (m * k))
