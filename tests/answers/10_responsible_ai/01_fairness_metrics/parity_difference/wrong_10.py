# MISTAKE: averages the gaps of all pairs of groups, which hides the worst pair as soon as there are three groups
# TOLD: You averaged over the pairs of groups, so that
from itertools import combinations


@lesson.exercise
def parity_difference(y_pred, group):
    rates = [y_pred[group == label].mean() for label in np.unique(group)]
    return float(np.mean([abs(a - b) for a, b in combinations(rates, 2)])) if len(rates) > 1 else 0.0
