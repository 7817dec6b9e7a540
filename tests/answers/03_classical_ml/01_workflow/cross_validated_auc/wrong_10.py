# MISTAKE: takes the probability of failure (column 0) as the score
# TOLD: You ranked by the probability of failure, which is
@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        fresh = clone(model)
        fresh.fit(X.iloc[training_rows], y[training_rows])
        scores.append(roc_auc_score(y[validation_rows], fresh.predict_proba(X.iloc[validation_rows])[:, 0]))
    return np.array(scores)
