# RIGHT: counts in plain Python dictionaries, largest gap over all pairs
from itertools import combinations


@lesson.exercise
def parity_difference(y_pred, group):
    seen, chosen = {}, {}
    for prediction, label in zip(y_pred.tolist(), group.tolist()):
        seen[label] = seen.get(label, 0) + 1
        chosen[label] = chosen.get(label, 0) + prediction
    rates = [chosen[label] / seen[label] for label in seen]
    return max((abs(a - b) for a, b in combinations(rates, 2)), default=0.0)
