# RIGHT: tries each distinct score from the top and stops at the first whose rate is enough
@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    def highest(own):
        for candidate in sorted(set(own.tolist()), reverse=True):
            if np.mean(own >= candidate) >= target - 1e-9:
                return candidate

    return {str(label): highest(scores[(group == label) & (y_true == 1)]) for label in np.unique(group)}
