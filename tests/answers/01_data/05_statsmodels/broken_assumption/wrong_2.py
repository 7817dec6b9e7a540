# MISTAKE: computes the variance inflation factor without a constant, so features far from zero look collinear.
# TOLD: Your regression of one feature on the other has no constant.
@lesson.exercise
def broken_assumption(X, y):
    from statsmodels.stats.diagnostic import het_breuschpagan
    from statsmodels.stats.stattools import durbin_watson

    design = sm.add_constant(X)
    fit = sm.OLS(y, design).fit()
    if fit.get_influence().cooks_distance[0].max() > 1:
        return "influence"
    if 1 / (1 - sm.OLS(X[:, 0], X[:, 1]).fit().rsquared) > 10:
        return "collinearity"
    if not 1.2 <= durbin_watson(fit.resid) <= 2.8:
        return "independence"
    if sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] < 0.001:
        return "linearity"
    if het_breuschpagan(fit.resid, design)[1] < 0.001:
        return "constant variance"
    return "none"
