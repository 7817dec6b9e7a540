# MISTAKE: repairs the bins, which were right, and leaves over- and underestimates to cancel between the bins
# TOLD: The fault is still there: a bin with scores
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.digitize(scores, edges[1:-1], right=True)
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += here.sum() * (scores[here].mean() - y_true[here].mean())
        errors[str(label)] = abs(total) / (group == label).sum()
    return pd.Series(errors)
