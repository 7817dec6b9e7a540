# RIGHT: OLS on C(label): R² is eta squared, its F test is the analysis of variance; MultiComparison for the pairs
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    from statsmodels.stats.multicomp import MultiComparison

    fit = smf.ols("value ~ C(label)", pd.DataFrame({"value": values, "label": [str(l) for l in labels]})).fit()
    rows = MultiComparison(values, np.asarray(labels).astype(str)).tukeyhsd(alpha=alpha).summary().data[1:]
    pairs = sorted(tuple(sorted((str(row[0]), str(row[1])))) for row in rows if row[-1])
    return float(fit.rsquared), float(fit.f_pvalue), pairs
