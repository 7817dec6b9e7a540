# RIGHT: iteratively reweighted least squares in numpy on the design matrix of the formula
@lesson.exercise
def rate_ratio(table, formula, term):
    frame = smf.ols(formula, table)
    X, y, names = frame.exog, frame.endog, frame.exog_names
    log_hours = np.log(table["hours"].to_numpy(dtype=float))
    mu = y + 0.5
    for _ in range(100):
        z = np.log(mu) - log_hours + (y - mu) / mu
        root = np.sqrt(mu)
        beta = np.linalg.lstsq(X * root[:, None], z * root, rcond=None)[0]
        mu = np.exp(log_hours + X @ beta)
    covariance = np.linalg.inv(X.T @ (X * mu[:, None]))
    phi = ((y - mu) ** 2 / mu).sum() / (len(y) - X.shape[1])
    j = names.index(term)
    half = 1.96 * np.sqrt(phi * covariance[j, j])
    return float(np.exp(beta[j])), float(np.exp(beta[j] - half)), float(np.exp(beta[j] + half)), float(phi)
