# MISTAKE: sorts the factors, largest first, so that the columns' order is lost.
# TOLD: The index differs
@lesson.exercise
def inflation(features):
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    X = sm.add_constant(features).to_numpy(dtype=float)
    vif = pd.Series([variance_inflation_factor(X, i + 1) for i in range(features.shape[1])], index=features.columns)
    return vif.sort_values(ascending=False)
