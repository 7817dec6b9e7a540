# MISTAKE: gives each group the same number of invitations, however many positives it has
# TOLD: On people held out, the chances of the groups'
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    labels = np.unique(group)
    each = int(budget * len(scores) / len(labels))
    cuts = {}
    for label in labels:
        own = np.sort(scores[group == label])[::-1]
        cuts[str(label)] = float(own[min(each, len(own)) - 1])
    return cuts
