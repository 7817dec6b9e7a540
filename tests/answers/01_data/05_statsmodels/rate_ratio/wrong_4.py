# MISTAKE: never lets the errors shrink, by max(1, dispersion).
# TOLD: You let the errors grow and never shrink.
@lesson.exercise
def rate_ratio(table, formula, term):
    result = smf.glm(formula, table, family=sm.families.Poisson(), exposure=table["hours"]).fit()
    phi = result.pearson_chi2 / result.df_resid
    b, error = result.params[term], result.bse[term] * np.sqrt(max(1.0, phi))
    return float(np.exp(b)), float(np.exp(b - 1.96 * error)), float(np.exp(b + 1.96 * error)), float(phi)
