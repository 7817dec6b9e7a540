# RIGHT: f_oneway for p, sums of squares in numpy, pairs from the table of Tukey's method
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    from statsmodels.stats.multicomp import pairwise_tukeyhsd

    names = np.unique(labels)
    groups = [values[labels == name] for name in names]
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups)
    eta = between / ((values - values.mean()) ** 2).sum()
    tukey = pairwise_tukeyhsd(values, labels, alpha=alpha)
    first, second = np.triu_indices(len(names), 1)
    pairs = [(str(names[i]), str(names[j])) for i, j, r in zip(first, second, tukey.reject) if r]
    return float(eta), float(stats.f_oneway(*groups).pvalue), sorted(pairs)
