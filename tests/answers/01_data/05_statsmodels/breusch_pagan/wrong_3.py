# MISTAKE: the original form of 1979 (half the explained sum of squares), not Koenker's.
# TOLD: That is the original form, half the explained sum of squares, which supposes normal residuals.
@lesson.exercise
def breusch_pagan(X, residuals):
    from statsmodels.stats.diagnostic import het_breuschpagan

    statistic, p, _, _ = het_breuschpagan(residuals, X, robust=False)
    return float(statistic), float(p)
