# MISTAKE: uses HC1 where HC3 was asked for.
# TOLD: Without lags you took HC1.
@lesson.exercise
def honest_interval(table, formula, term, lags):
    if lags is None:
        result = smf.ols(formula, table).fit(cov_type="HC1")
    else:
        result = smf.ols(formula, table).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    estimate, error = result.params[term], result.bse[term]
    return float(estimate), float(estimate - 1.96 * error), float(estimate + 1.96 * error)
