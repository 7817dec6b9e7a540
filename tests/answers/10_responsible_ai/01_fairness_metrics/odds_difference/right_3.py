# RIGHT: confusion matrices from scikit-learn, the worst of all ordered pairs
from itertools import permutations

from sklearn.metrics import confusion_matrix


def _tpr_and_fpr(t, p):
    (tn, fp), (fn, tp) = confusion_matrix(t, p, labels=[0, 1])
    return tp / (tp + fn), fp / (fp + tn)


@lesson.exercise
def odds_difference(y_true, y_pred, group):
    rates = {g: _tpr_and_fpr(y_true[group == g], y_pred[group == g]) for g in set(group.tolist())}
    worst = 0.0
    for a, b in permutations(rates, 2):
        worst = max(worst, rates[a][0] - rates[b][0], rates[a][1] - rates[b][1])
    return float(worst)
