# MISTAKE: compares the pairs with t-tests at alpha each, so false alarms add up.
# TOLD: You ran a t-test for each pair at the full level.
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    names = np.unique(labels)
    groups = {str(name): values[labels == name] for name in names}
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups.values())
    eta = between / ((values - values.mean()) ** 2).sum()
    pairs = [(a, b) for a in groups for b in groups if a < b and stats.ttest_ind(groups[a], groups[b]).pvalue < alpha]
    return float(eta), float(stats.f_oneway(*groups.values()).pvalue), sorted(pairs)
