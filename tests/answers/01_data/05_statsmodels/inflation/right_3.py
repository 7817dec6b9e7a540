# RIGHT: from the covariance of one OLS fit: diag((X'X)^-1) times each column's centred sum of squares
@lesson.exercise
def inflation(features):
    values = features.to_numpy(dtype=float)
    model = sm.OLS(np.arange(len(values), dtype=float), sm.add_constant(values)).fit()
    own = np.diag(model.normalized_cov_params)[1:]
    return pd.Series(own * ((values - values.mean(axis=0)) ** 2).sum(axis=0), index=features.columns)
