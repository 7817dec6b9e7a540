# MISTAKE: takes the distance for each person and not for each bin, which measures how unsure the scores are and not how wrong
# TOLD: Each person's own distance from 0 or 1 was
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += np.abs(scores[here] - y_true[here]).sum()
        errors[str(label)] = total / (group == label).sum()
    return pd.Series(errors)
