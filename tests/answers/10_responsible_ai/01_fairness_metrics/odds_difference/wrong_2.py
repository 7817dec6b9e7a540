# MISTAKE: measures the gap in true positive rates only, which is equal opportunity and only half of equalised odds
# TOLD: You looked at the true positive rates only: that
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    rates = [y_pred[(group == label) & (y_true == 1)].mean() for label in np.unique(group)]
    return float(max(rates) - min(rates))
