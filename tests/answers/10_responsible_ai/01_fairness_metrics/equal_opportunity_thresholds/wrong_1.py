# MISTAKE: rounds target · k up as the computer has it, so that 7.000000000000001 needs an eighth positive
# TOLD: The number of positives needed is one too large
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    thresholds = {}
    for label in np.unique(group):
        positives = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        needed = int(np.ceil(target * len(positives)))
        thresholds[str(label)] = float(positives[min(needed, len(positives)) - 1])
    return thresholds
