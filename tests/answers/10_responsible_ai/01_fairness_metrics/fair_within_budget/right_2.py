# RIGHT: bisection for the target, thresholds as quantiles of the positives' scores
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    labels = np.unique(group)
    positives = {label: scores[(group == label) & (y_true == 1)] for label in labels}

    def thresholds(target):
        return {label: float(np.quantile(positives[label], 1 - target, method="lower")) for label in labels}

    def spent(cuts):
        return sum((scores[group == label] >= cuts[label]).sum() for label in labels) / len(scores)

    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if spent(thresholds(middle)) <= budget:
            low = middle
        else:
            high = middle
    return {str(label): cut for label, cut in thresholds(low).items()}
