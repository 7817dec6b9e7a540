# MISTAKE: takes the unweighted mean of the group means as the grand mean, and does not weight groups by their size.
# TOLD: Your groups have been given equal weight in η².
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    names = np.unique(labels)
    groups = [values[labels == name] for name in names]
    means = np.array([g.mean() for g in groups])
    between = len(values) / len(names) * ((means - means.mean()) ** 2).sum()
    within = sum(((g - g.mean()) ** 2).sum() for g in groups)
    rows = pairwise_tukeyhsd(values, labels, alpha=alpha).summary().data[1:]
    pairs = sorted((str(row[0]), str(row[1])) for row in rows if row[-1])
    return float(between / (between + within)), float(stats.f_oneway(*groups).pvalue), pairs
