# MISTAKE: asks for influence last, when the one row has already set off other tests.
# TOLD: Your tests run before the single row is looked at.
@lesson.exercise
def broken_assumption(X, y):
    from statsmodels.stats.diagnostic import het_breuschpagan
    from statsmodels.stats.outliers_influence import variance_inflation_factor
    from statsmodels.stats.stattools import durbin_watson

    design = sm.add_constant(X)
    fit = sm.OLS(y, design).fit()
    if max(variance_inflation_factor(design, i) for i in (1, 2)) > 10:
        return "collinearity"
    if not 1.2 <= durbin_watson(fit.resid) <= 2.8:
        return "independence"
    if sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] < 0.001:
        return "linearity"
    if het_breuschpagan(fit.resid, design)[1] < 0.001:
        return "constant variance"
    if fit.get_influence().cooks_distance[0].max() > 1:
        return "influence"
    return "none"
