# a grid search over penalty and ratio of an elastic net, with the scaler inside the folds and penalties relative to the largest useful one
@lesson.exercise
def fit_wide(X, y):
    from sklearn.model_selection import GridSearchCV, KFold

    A = StandardScaler().fit_transform(X)
    top = np.abs(A.T @ (y - y.mean())).max() / len(y)
    grid = {"elasticnet__alpha": top * np.logspace(0.0, -2.5, 30), "elasticnet__l1_ratio": [0.7, 0.9, 1.0]}
    model = make_pipeline(StandardScaler(), ElasticNet(max_iter=50_000))
    return GridSearchCV(model, grid, cv=KFold(10, shuffle=True, random_state=0), scoring="neg_mean_squared_error").fit(
        X, y
    )
