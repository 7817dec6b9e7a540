# MISTAKE: takes the middle of the bin for the score of its people and not their mean score
# TOLD: The middle of the bin stands for the scores
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    middle = (edges[:-1] + edges[1:]) / 2
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += here.sum() * abs(middle[number] - y_true[here].mean())
        errors[str(label)] = total / (group == label).sum()
    return pd.Series(errors)
