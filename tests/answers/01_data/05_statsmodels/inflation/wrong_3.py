# MISTAKE: leaves the constant in the answer.
# TOLD: The constant has a factor of its own in your result.
@lesson.exercise
def inflation(features):
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    X = sm.add_constant(features)
    return pd.Series([variance_inflation_factor(X.to_numpy(dtype=float), i) for i in range(X.shape[1])], index=X.columns)
