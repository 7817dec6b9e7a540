# MISTAKE: looks at the pairs only if the analysis of variance is significant.
# TOLD: You looked for pairs only where the analysis of variance is significant.
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    names = np.unique(labels)
    groups = [values[labels == name] for name in names]
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups)
    eta = between / ((values - values.mean()) ** 2).sum()
    p = float(stats.f_oneway(*groups).pvalue)
    pairs = []
    if p < alpha:
        rows = pairwise_tukeyhsd(values, labels, alpha=alpha).summary().data[1:]
        pairs = sorted((str(row[0]), str(row[1])) for row in rows if row[-1])
    return float(eta), p, pairs
