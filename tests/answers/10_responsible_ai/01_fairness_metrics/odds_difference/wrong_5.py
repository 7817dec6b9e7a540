# MISTAKE: measures each group's rates against those of everybody and not against the group at the other end
# TOLD: You compared each group with everybody. The gap asked
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    worst = 0.0
    for truth in (0, 1):
        overall = y_pred[y_true == truth].mean()
        for label in np.unique(group):
            worst = max(worst, abs(y_pred[(y_true == truth) & (group == label)].mean() - overall))
    return float(worst)
