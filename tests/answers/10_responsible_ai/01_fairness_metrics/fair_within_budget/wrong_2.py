# MISTAKE: gives each group the budget's share of its own people, which is demographic parity and not equal opportunity
# TOLD: On people held out, the chances of the groups'
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    return {str(label): float(np.quantile(scores[group == label], 1 - budget)) for label in np.unique(group)}
