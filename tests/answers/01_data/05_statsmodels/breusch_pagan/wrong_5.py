# MISTAKE: takes the last two of the four returned numbers, the F form.
# TOLD: Those are the F form of the test and its p-value, the last two numbers of `het_breuschpagan`.
@lesson.exercise
def breusch_pagan(X, residuals):
    from statsmodels.stats.diagnostic import het_breuschpagan

    result = het_breuschpagan(residuals, X)
    return float(result[2]), float(result[3])
