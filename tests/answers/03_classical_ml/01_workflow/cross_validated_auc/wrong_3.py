# MISTAKE: measures the AUC of yes-or-no predictions instead of probabilities
# TOLD: You gave the predicted classes to roc_auc_score. A ranking
@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        fresh = clone(model)
        fresh.fit(X.iloc[training_rows], y[training_rows])
        scores.append(roc_auc_score(y[validation_rows], fresh.predict(X.iloc[validation_rows])))
    return np.array(scores)
