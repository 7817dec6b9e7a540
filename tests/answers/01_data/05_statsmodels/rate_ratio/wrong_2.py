# MISTAKE: reports the dispersion but leaves Poisson's own errors as they are.
# TOLD: Your interval has Poisson's own errors.
@lesson.exercise
def rate_ratio(table, formula, term):
    result = smf.glm(formula, table, family=sm.families.Poisson(), exposure=table["hours"]).fit()
    b, error = result.params[term], result.bse[term]
    phi = result.pearson_chi2 / result.df_resid
    return float(np.exp(b)), float(np.exp(b - 1.96 * error)), float(np.exp(b + 1.96 * error)), float(phi)
