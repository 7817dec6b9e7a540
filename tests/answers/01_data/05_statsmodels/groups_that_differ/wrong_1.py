# MISTAKE: forgets to pass alpha, so Tukey's method always uses 0.05.
# TOLD: Tukey's method ran with its default of 0.05.
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    names = np.unique(labels)
    groups = [values[labels == name] for name in names]
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups)
    eta = between / ((values - values.mean()) ** 2).sum()
    rows = pairwise_tukeyhsd(values, labels).summary().data[1:]
    pairs = sorted((str(row[0]), str(row[1])) for row in rows if row[-1])
    return float(eta), float(stats.f_oneway(*groups).pvalue), pairs
