# MISTAKE: calls get_robustcov_results and throws its result away, so the errors stay the textbook's.
# TOLD: Those are the textbook's errors.
@lesson.exercise
def honest_interval(table, formula, term, lags):
    result = smf.ols(formula, table).fit()
    if lags is None:
        result.get_robustcov_results(cov_type="HC3")
    else:
        result.get_robustcov_results(cov_type="HAC", maxlags=lags)
    estimate, error = result.params[term], result.bse[term]
    return float(estimate), float(estimate - 1.96 * error), float(estimate + 1.96 * error)
