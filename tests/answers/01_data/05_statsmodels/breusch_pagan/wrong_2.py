# MISTAKE: gives the probability below the statistic (cdf) as the p-value.
# TOLD: That is the lower tail of chi-squared, 1 − p.
@lesson.exercise
def breusch_pagan(X, residuals):
    n, p = X.shape
    statistic = n * sm.OLS(residuals**2, X).fit().rsquared
    return float(statistic), float(stats.chi2.cdf(statistic, p - 1))
