# RIGHT: greedy: always admit the next positive of the group that is behind, until the budget is spent
@lesson.exercise
def fair_within_budget(y_true, scores, group, budget):
    queues, everybody, admitted, costs, cuts = {}, {}, {}, {}, {}
    for label in set(group.tolist()):
        here = group == label
        queues[label] = sorted(scores[here & (y_true == 1)].tolist(), reverse=True)
        everybody[label] = np.sort(scores[here])
        admitted[label], costs[label], cuts[label] = 0, 0, 1.5
    while True:
        open_ = [g for g in queues if admitted[g] < len(queues[g])]
        if not open_:
            break
        behind = min(open_, key=lambda g: admitted[g] / len(queues[g]))
        cut = queues[behind][admitted[behind]]
        cost = len(everybody[behind]) - np.searchsorted(everybody[behind], cut, side="left")
        if sum(costs.values()) - costs[behind] + cost > budget * len(scores):
            break
        costs[behind], cuts[behind] = cost, cut
        admitted[behind] += 1
    return {str(label): float(cut) for label, cut in cuts.items()}
