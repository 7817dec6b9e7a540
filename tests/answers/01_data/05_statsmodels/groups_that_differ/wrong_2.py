# MISTAKE: divides by the sum of squares within the groups instead of the total.
# TOLD: You divided the spread between groups by that within.
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    names = np.unique(labels)
    groups = [values[labels == name] for name in names]
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups)
    rows = pairwise_tukeyhsd(values, labels, alpha=alpha).summary().data[1:]
    pairs = sorted((str(row[0]), str(row[1])) for row in rows if row[-1])
    return float(between / within), float(stats.f_oneway(*groups).pvalue), pairs
