# MISTAKE: The columns are standardised inside and the weights scaled back, so the penalty is charged in other units.
# TOLD: You standardised the columns. Here they keep their units,
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    inside = StandardScaler().fit(X)
    if l1_ratio == 0:
        model = Ridge(alpha=len(y) * penalty).fit(inside.transform(X), y)
    else:
        model = ElasticNet(alpha=penalty, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000).fit(inside.transform(X), y)
    w = model.coef_ / inside.scale_
    return float(model.intercept_ - inside.mean_ @ w), w
