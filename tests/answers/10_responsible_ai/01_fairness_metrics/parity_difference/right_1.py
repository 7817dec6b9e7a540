# RIGHT: a generator over the groups, max minus min
@lesson.exercise
def parity_difference(y_pred, group):
    rates = [y_pred[group == label].mean() for label in np.unique(group)]
    return float(max(rates) - min(rates))
