# RIGHT: smf.ols with cov_type HC3 or HAC in fit
@lesson.exercise
def honest_interval(table, formula, term, lags):
    model = smf.ols(formula, table)
    if lags is None:
        result = model.fit(cov_type="HC3")
    else:
        result = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    estimate, error = float(result.params[term]), float(result.bse[term])
    return estimate, estimate - 1.96 * error, estimate + 1.96 * error
