# RIGHT: offset of log hours, Pearson's chi-squared over its degrees of freedom, errors multiplied by hand
@lesson.exercise
def rate_ratio(table, formula, term):
    offset = np.log(table["hours"].to_numpy(dtype=float))
    result = smf.glm(formula, table, family=sm.families.Poisson(), offset=offset).fit()
    counts, mu = result.model.endog, np.asarray(result.fittedvalues)
    phi = ((counts - mu) ** 2 / mu).sum() / result.df_resid
    half = 1.96 * result.bse[term] * np.sqrt(phi)
    low, high = np.exp([result.params[term] - half, result.params[term] + half])
    return float(np.exp(result.params[term])), float(low), float(high), float(phi)
