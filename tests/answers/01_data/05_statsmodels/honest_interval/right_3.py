# RIGHT: the sandwich by hand in numpy, with Bartlett weights in a loop over the lags
@lesson.exercise
def honest_interval(table, formula, term, lags):
    model = smf.ols(formula, table)
    X, y = model.exog, model.endog
    bread = np.linalg.inv(X.T @ X)
    beta = bread @ X.T @ y
    e = y - X @ beta
    if lags is None:
        h = np.einsum("ij,jk,ik->i", X, bread, X)
        scores = X * (e / (1 - h))[:, None]
        meat = scores.T @ scores
    else:
        scores = X * e[:, None]
        meat = scores.T @ scores
        for lag in range(1, min(lags, len(y) - 1) + 1):
            cross = scores[lag:].T @ scores[:-lag]
            meat = meat + (1 - lag / (lags + 1)) * (cross + cross.T)
    j = model.exog_names.index(term)
    error = np.sqrt((bread @ meat @ bread)[j, j])
    return float(beta[j]), float(beta[j] - 1.96 * error), float(beta[j] + 1.96 * error)
