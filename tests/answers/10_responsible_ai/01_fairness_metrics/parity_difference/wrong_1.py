# MISTAKE: measures each group against the overall selection rate and not against the group at the other end
# TOLD: You compared each group with everybody. The gap asked
@lesson.exercise
def parity_difference(y_pred, group):
    overall = y_pred.mean()
    return float(max(abs(y_pred[group == label].mean() - overall) for label in np.unique(group)))
