# MISTAKE: compares the groups' shares of all the selected people, so that a large group looks favoured for being large
# TOLD: You divided by all the selected, which gives each
@lesson.exercise
def parity_difference(y_pred, group):
    chosen = np.array([y_pred[group == label].sum() for label in np.unique(group)])
    if chosen.sum() == 0:
        return 0.0
    shares = chosen / chosen.sum()
    return float(shares.max() - shares.min())
