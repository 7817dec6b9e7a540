# MISTAKE: regresses the residuals' absolute values instead of their squares.
# TOLD: You took absolute residuals.
@lesson.exercise
def breusch_pagan(X, residuals):
    n, p = X.shape
    statistic = n * sm.OLS(np.abs(residuals), X).fit().rsquared
    return float(statistic), float(stats.chi2.sf(statistic, p - 1))
