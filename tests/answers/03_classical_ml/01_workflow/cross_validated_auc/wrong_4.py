# MISTAKE: takes row numbers for index labels, which goes wrong as soon as the index is not 0, 1, 2, …
# TOLD: `.loc` looks a label up that is not in
@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        fresh = clone(model)
        fresh.fit(X.loc[training_rows], y[training_rows])
        scores.append(roc_auc_score(y[validation_rows], fresh.predict_proba(X.loc[validation_rows])[:, 1]))
    return np.array(scores)
