# MISTAKE: moves the choice into the loop but still lets it see all rows
# TOLD: The columns are still chosen with the rows of
@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        gap = np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))
        chosen = np.argsort(gap)[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X[training_rows][:, chosen], y[training_rows])
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
