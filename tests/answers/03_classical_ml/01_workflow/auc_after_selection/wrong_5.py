# MISTAKE: repairs the choice, but first standardises the columns with the mean and spread of all rows
# TOLD: All rows were standardised together before the folds: the
@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    X = StandardScaler().fit_transform(X)
    scores = []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        gap = np.abs(X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0))
        chosen = np.argsort(gap)[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X[training_rows][:, chosen], y[training_rows])
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
