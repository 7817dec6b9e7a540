# MISTAKE: adds log hours as a feature with a coefficient of its own instead of the offset.
# TOLD: The logarithm of hours has a coefficient of its own in your model.
@lesson.exercise
def rate_ratio(table, formula, term):
    result = smf.glm(formula + " + np.log(hours)", table, family=sm.families.Poisson()).fit(scale="X2")
    b, error = result.params[term], result.bse[term]
    return float(np.exp(b)), float(np.exp(b - 1.96 * error)), float(np.exp(b + 1.96 * error)), float(result.scale)
