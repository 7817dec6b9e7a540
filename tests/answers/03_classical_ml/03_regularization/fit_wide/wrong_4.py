# MISTAKE: Ridge for a table of which most columns do not matter; it keeps weight on all of them.
# TOLD: On new rows it misses too much, and every
@lesson.exercise
def fit_wide(X, y):
    from sklearn.linear_model import RidgeCV

    return make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-3, 4, 50))).fit(X, y)
