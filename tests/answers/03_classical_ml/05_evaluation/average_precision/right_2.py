# RIGHT: cumulative sums along the sorted rows, read at the last row of each tie
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    y, s = np.asarray(y_true, dtype=float)[order], np.asarray(scores)[order]
    last = np.r_[np.flatnonzero(s[1:] != s[:-1]), len(s) - 1]
    tp = np.cumsum(y)[last]
    precision = tp / (last + 1)
    return float(np.sum(np.diff(tp, prepend=0) * precision) / y.sum())
