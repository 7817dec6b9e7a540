# MISTAKE: Least squares without any penalty, with more columns than rows.
# TOLD: It reproduces the rows that it was fitted to,
@lesson.exercise
def fit_wide(X, y):
    return make_pipeline(StandardScaler(), LinearRegression()).fit(X, y)
