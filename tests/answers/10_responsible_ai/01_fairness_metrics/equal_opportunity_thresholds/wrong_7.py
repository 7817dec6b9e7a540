# MISTAKE: rounds to the nearest number of positives, which can be one too few for the target
# TOLD: The number of positives needed was rounded to the
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    thresholds = {}
    for label in np.unique(group):
        positives = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        needed = max(1, round(target * len(positives)))
        thresholds[str(label)] = float(positives[needed - 1])
    return thresholds
