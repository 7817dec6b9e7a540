# RIGHT: variance_inflation_factor on the table with a constant, which is then left out
@lesson.exercise
def inflation(features):
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    X = sm.add_constant(features.to_numpy(dtype=float))
    return pd.Series([float(variance_inflation_factor(X, i + 1)) for i in range(features.shape[1])], index=features.columns)
