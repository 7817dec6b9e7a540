# MISTAKE: averages the gaps of all the folds' training rows, which together are all rows
# TOLD: The columns are still chosen with the rows of
@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    gaps = []
    for rows, _ in folds:
        gaps.append(np.abs(X[rows][y[rows] == 1].mean(axis=0) - X[rows][y[rows] == 0].mean(axis=0)))
    chosen = np.argsort(np.mean(gaps, axis=0))[-k:]
    scores = []
    for training_rows, validation_rows in folds:
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X[training_rows][:, chosen], y[training_rows])
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
