# RIGHT: smf.glm with exposure, and fit(scale="X2")
@lesson.exercise
def rate_ratio(table, formula, term):
    result = smf.glm(formula, table, family=sm.families.Poisson(), exposure=table["hours"]).fit(scale="X2")
    b, error = result.params[term], result.bse[term]
    return float(np.exp(b)), float(np.exp(b - 1.96 * error)), float(np.exp(b + 1.96 * error)), float(result.scale)
