# MISTAKE: thinks of two groups only and subtracts the last in the alphabet from the first, whatever the others have
# TOLD: Two groups were picked by their place among the
@lesson.exercise
def parity_difference(y_pred, group):
    labels = np.unique(group)
    return float(abs(y_pred[group == labels[0]].mean() - y_pred[group == labels[-1]].mean()))
