# RIGHT: statsmodels for every check, influence first
@lesson.exercise
def broken_assumption(X, y):
    from statsmodels.stats.diagnostic import het_breuschpagan
    from statsmodels.stats.outliers_influence import variance_inflation_factor
    from statsmodels.stats.stattools import durbin_watson

    design = sm.add_constant(X, has_constant="add")
    fit = sm.OLS(y, design).fit()
    if fit.get_influence().cooks_distance[0].max() > 1:
        return "influence"
    if max(variance_inflation_factor(design, i) for i in (1, 2)) > 10:
        return "collinearity"
    if not 1.2 <= durbin_watson(fit.resid) <= 2.8:
        return "independence"
    bent = sm.OLS(y, np.column_stack([design, X**2])).fit()
    if bent.compare_f_test(fit)[1] < 0.001:
        return "linearity"
    if het_breuschpagan(fit.resid, design)[1] < 0.001:
        return "constant variance"
    return "none"
