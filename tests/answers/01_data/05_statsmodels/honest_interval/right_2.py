# RIGHT: plain fit, covariance from result.cov_HC3 or cov_hac
@lesson.exercise
def honest_interval(table, formula, term, lags):
    from statsmodels.stats.sandwich_covariance import cov_hac

    result = smf.ols(formula, table).fit()
    if lags is None:
        covariance = np.asarray(result.cov_HC3)
    else:
        covariance = cov_hac(result, nlags=lags, use_correction=False)
    j = list(result.params.index).index(term)
    estimate, error = float(result.params.iloc[j]), float(np.sqrt(covariance[j, j]))
    return estimate, estimate - 1.96 * error, estimate + 1.96 * error
