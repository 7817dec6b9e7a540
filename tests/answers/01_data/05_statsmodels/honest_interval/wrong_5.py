# MISTAKE: gives every lag the full weight (uniform kernel) instead of less with each step.
# TOLD: You gave every lag the full weight.
@lesson.exercise
def honest_interval(table, formula, term, lags):
    from statsmodels.stats.sandwich_covariance import weights_uniform

    if lags is None:
        result = smf.ols(formula, table).fit(cov_type="HC3")
    else:
        result = smf.ols(formula, table).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "kernel": weights_uniform})
    estimate, error = result.params[term], result.bse[term]
    return float(estimate), float(estimate - 1.96 * error), float(estimate + 1.96 * error)
