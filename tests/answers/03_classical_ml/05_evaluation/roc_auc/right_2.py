# RIGHT: the mean ranks of the positives (Mann-Whitney)
from scipy.stats import rankdata


@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    y_true = np.asarray(y_true).astype(bool)
    rank = rankdata(scores)
    m = int(y_true.sum())
    k = len(y_true) - m
    return float((rank[y_true].sum() - m * (m + 1) / 2) / (m * k))
