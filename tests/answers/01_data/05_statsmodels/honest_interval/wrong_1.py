# MISTAKE: asks `if lags`, so that zero lags are taken for None and give HC3.
# TOLD: Zero lags are a number of lags:
@lesson.exercise
def honest_interval(table, formula, term, lags):
    if lags:
        result = smf.ols(formula, table).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    else:
        result = smf.ols(formula, table).fit(cov_type="HC3")
    estimate, error = result.params[term], result.bse[term]
    return float(estimate), float(estimate - 1.96 * error), float(estimate + 1.96 * error)
