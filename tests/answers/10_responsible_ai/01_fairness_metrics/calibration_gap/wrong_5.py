# MISTAKE: compares the score with everybody's share of positives in the bin and not with that of the group
# TOLD: The share of positives was taken over everybody in
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += here.sum() * abs(scores[here].mean() - y_true[bins == number].mean())
        errors[str(label)] = total / (group == label).sum()
    return pd.Series(errors)
