# MISTAKE: takes the plain mean over the bins, so that a bin of three people counts as much as one of three thousand
# TOLD: Every bin counts alike, so one with three people
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    errors = {}
    for label in np.unique(group):
        gaps = []
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            gaps.append(abs(scores[here].mean() - y_true[here].mean()))
        errors[str(label)] = np.mean(gaps)
    return pd.Series(errors)
