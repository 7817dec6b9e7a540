# MISTAKE: ranks everybody in the group and not the positives only, which gives equal selection rates
# TOLD: You used everybody's scores. The true positive rate is
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    thresholds = {}
    for label in np.unique(group):
        own = np.sort(scores[group == label])[::-1]
        needed = max(1, int(np.ceil(target * len(own) - 1e-9)))
        thresholds[str(label)] = float(own[needed - 1])
    return thresholds
