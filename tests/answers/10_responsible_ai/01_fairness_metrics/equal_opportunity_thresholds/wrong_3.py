# MISTAKE: takes an interpolated quantile, which lies between two scores and can miss the target or not be a score at all
# TOLD: np.quantile puts a threshold between two scores, where the
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    return {
        str(label): float(np.quantile(scores[(group == label) & (y_true == 1)], 1 - target)) for label in np.unique(group)
    }
