# MISTAKE: subtracts FPR from TPR within each group first, so that two gaps in the same direction cancel
# TOLD: You took TPR − FPR in each group first.
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    informed = []
    for label in np.unique(group):
        t, p = y_true[group == label], y_pred[group == label]
        informed.append(p[t == 1].mean() - p[t == 0].mean())
    return float(max(informed) - min(informed))
