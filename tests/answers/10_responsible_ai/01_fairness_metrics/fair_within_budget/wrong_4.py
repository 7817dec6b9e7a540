# MISTAKE: charges only the rightly invited to the budget and forgets that wrongly invited people cost a viewing too
# TOLD: On people held out, more are invited than the
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    target = min(1.0, budget / y_true.mean())
    cuts = {}
    for label in np.unique(group):
        own = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        cuts[str(label)] = float(own[max(1, int(target * len(own))) - 1])
    return cuts
