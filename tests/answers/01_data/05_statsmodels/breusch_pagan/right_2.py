# RIGHT: het_breuschpagan of statsmodels, whose default is Koenker's form
@lesson.exercise
def breusch_pagan(X, residuals):
    from statsmodels.stats.diagnostic import het_breuschpagan

    statistic, p, _, _ = het_breuschpagan(residuals, X)
    return float(statistic), float(p)
