# RIGHT: one regression of each feature on the others with sm.OLS, and 1 / (1 - R²)
@lesson.exercise
def inflation(features):
    factors = {}
    for name in features.columns:
        others = sm.add_constant(features.drop(columns=name).astype(float))
        factors[name] = 1 / (1 - sm.OLS(features[name].astype(float), others).fit().rsquared)
    return pd.Series(factors, dtype=float)
