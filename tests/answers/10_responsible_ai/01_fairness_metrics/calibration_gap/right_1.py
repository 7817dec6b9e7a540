# RIGHT: the smallest repair, the absolute value of each bin's gap before it is added
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += here.sum() * abs(scores[here].mean() - y_true[here].mean())
        errors[str(label)] = total / (group == label).sum()
    return pd.Series(errors)
