# RIGHT: one loop over the two classes, one over the groups
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    gaps = []
    for truth in (0, 1):
        rates = [y_pred[(group == label) & (y_true == truth)].mean() for label in np.unique(group)]
        gaps.append(max(rates) - min(rates))
    return float(max(gaps))
