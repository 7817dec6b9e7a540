# MISTAKE: takes the budget for the true positive rate: that share of the well-paid is invited and most of the budget left unspent
# TOLD: On people held out, far fewer positives are invited
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    cuts = {}
    for label in np.unique(group):
        own = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        cuts[str(label)] = float(own[int(np.ceil(budget * len(own) - 1e-9)) - 1])
    return cuts
