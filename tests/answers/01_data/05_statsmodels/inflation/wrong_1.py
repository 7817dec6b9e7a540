# MISTAKE: regresses each feature on the others without a constant.
# TOLD: The regressions have no constant.
@lesson.exercise
def inflation(features):
    factors = {}
    for name in features.columns:
        fit = sm.OLS(features[name], features.drop(columns=name)).fit()
        factors[name] = 1 / (1 - fit.rsquared)
    return pd.Series(factors)
