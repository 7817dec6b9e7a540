# MISTAKE: uses the adjusted R².
# TOLD: You used the adjusted R².
@lesson.exercise
def inflation(features):
    factors = {}
    for name in features.columns:
        fit = sm.OLS(features[name], sm.add_constant(features.drop(columns=name))).fit()
        factors[name] = 1 / (1 - fit.rsquared_adj)
    return pd.Series(factors)
