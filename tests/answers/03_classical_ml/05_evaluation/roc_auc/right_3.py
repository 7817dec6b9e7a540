# RIGHT: for each positive two binary searches in the sorted negatives, in a loop
from bisect import bisect_left, bisect_right


@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    negative = sorted(float(s) for s, y in zip(scores, y_true) if y == 0)
    won, positives = 0.0, 0
    for s, y in zip(scores, y_true):
        if y == 1:
            positives += 1
            won += (bisect_left(negative, s) + bisect_right(negative, s)) / 2
    return won / (positives * len(negative))
