# MISTAKE: takes the deviance over its degrees of freedom as the dispersion.
# TOLD: Your dispersion comes from the deviance.
@lesson.exercise
def rate_ratio(table, formula, term):
    result = smf.glm(formula, table, family=sm.families.Poisson(), exposure=table["hours"]).fit()
    phi = result.deviance / result.df_resid
    b, error = result.params[term], result.bse[term] * np.sqrt(phi)
    return float(np.exp(b)), float(np.exp(b - 1.96 * error)), float(np.exp(b + 1.96 * error)), float(phi)
