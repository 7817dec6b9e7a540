# scikit-learn's Ridge
@lesson.exercise
def ridge(X, y, penalty):
    from sklearn.linear_model import Ridge

    model = Ridge(alpha=penalty, solver="svd").fit(X, y)
    return float(model.intercept_), model.coef_
