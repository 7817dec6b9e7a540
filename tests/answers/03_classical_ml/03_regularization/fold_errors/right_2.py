# cross_val_score on a pipeline, one row of the answer per penalty
@lesson.exercise
def fold_errors(X, y, kind, penalties, folds):
    from sklearn.model_selection import cross_val_score

    make = Ridge if kind == "ridge" else Lasso
    rows = []
    for penalty in penalties:
        pipe = make_pipeline(StandardScaler(), make(alpha=penalty))
        rows.append(-cross_val_score(pipe, X, y, cv=folds, scoring="neg_mean_squared_error"))
    return np.array(rows)
