# MISTAKE: uses p degrees of freedom, counting the constant.
# TOLD: Your degrees of freedom count the constant.
@lesson.exercise
def breusch_pagan(X, residuals):
    n, p = X.shape
    statistic = n * sm.OLS(residuals**2, X).fit().rsquared
    return float(statistic), float(stats.chi2.sf(statistic, p))
