# RIGHT: the positives' scores sorted downwards, the needed-th of them
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    thresholds = {}
    for label in np.unique(group):
        positives = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        needed = max(1, int(np.ceil(target * len(positives) - 1e-9)))
        thresholds[str(label)] = float(positives[needed - 1])
    return thresholds
