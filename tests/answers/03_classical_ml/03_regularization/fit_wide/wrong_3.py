# MISTAKE: The penalty that suited the houses is fixed for every table.
# TOLD: It misses a table of one column that explains
@lesson.exercise
def fit_wide(X, y):
    return make_pipeline(StandardScaler(), Lasso(alpha=0.02, max_iter=50_000)).fit(X, y)
