# MISTAKE: spends the budget with one threshold for all and leaves the chances of the groups as unequal as they are
# TOLD: On people held out, the chances of the groups'
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    cut = float(np.sort(scores)[::-1][int(budget * len(scores)) - 1])
    return {str(label): cut for label in np.unique(group)}
