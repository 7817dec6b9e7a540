# RIGHT: a grid of equal targets, the highest that the budget allows
def _at(y_true, scores, group, target):
    cuts = {}
    for label in np.unique(group):
        own = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        cuts[str(label)] = float(own[max(1, int(np.ceil(target * len(own) - 1e-9))) - 1])
    return cuts


@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    best = {str(label): 1.01 for label in np.unique(group)}
    for target in np.linspace(0.002, 1, 500):
        cuts = _at(y_true, scores, group, target)
        spent = np.mean(scores >= np.array([cuts[str(g)] for g in group]))
        if spent > budget:
            break
        best = cuts
    return best
