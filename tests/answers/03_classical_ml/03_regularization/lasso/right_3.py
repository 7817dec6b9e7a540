# the LARS path, followed down to the penalty, on the columns that are not all zeros
@lesson.exercise
def lasso(X, y, penalty):
    from sklearn.linear_model import lars_path

    w = np.zeros(X.shape[1])
    useful = np.flatnonzero((X != 0).any(axis=0))
    if len(useful):
        _, _, coefs = lars_path(X[:, useful].astype(float), y.astype(float), method="lasso", alpha_min=penalty)
        w[useful] = coefs[:, -1]
    return w
