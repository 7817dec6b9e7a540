# MISTAKE: fits on all rows, also on those that are to be judged
# TOLD: You fitted once on all rows and then measured
@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        fresh = clone(model)
        fresh.fit(X, y)
        scores.append(roc_auc_score(y[validation_rows], fresh.predict_proba(X.iloc[validation_rows])[:, 1]))
    return np.array(scores)
