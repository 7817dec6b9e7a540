# MISTAKE: counts columns from 0 although the constant stands first, so every factor goes to the wrong name.
# TOLD: Each factor stands one column too late:
@lesson.exercise
def inflation(features):
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    X = sm.add_constant(features).to_numpy(dtype=float)
    return pd.Series([variance_inflation_factor(X, i) for i in range(features.shape[1])], index=features.columns)
