# scikit-learn's Lasso without intercept, and least squares for the penalty 0
@lesson.exercise
def lasso(X, y, penalty):
    from sklearn.linear_model import Lasso

    if penalty == 0:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    model = Lasso(alpha=penalty, fit_intercept=False, tol=1e-13, max_iter=200_000)
    return model.fit(X.astype(float), y.astype(float)).coef_.copy()
