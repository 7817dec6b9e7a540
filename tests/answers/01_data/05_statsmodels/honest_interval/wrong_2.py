# MISTAKE: switches on the small-sample correction of HAC, which is not the default.
# TOLD: You switched on the correction for small samples.
@lesson.exercise
def honest_interval(table, formula, term, lags):
    if lags is None:
        result = smf.ols(formula, table).fit(cov_type="HC3")
    else:
        result = smf.ols(formula, table).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    estimate, error = result.params[term], result.bse[term]
    return float(estimate), float(estimate - 1.96 * error), float(estimate + 1.96 * error)
