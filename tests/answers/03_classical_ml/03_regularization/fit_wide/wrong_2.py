# MISTAKE: LassoCV on columns in their own units, so the unit decides which weight is dear.
# TOLD: On new rows it misses too much, and in
@lesson.exercise
def fit_wide(X, y):
    from sklearn.linear_model import LassoCV

    return LassoCV(cv=5, max_iter=20_000).fit(X, y)
