# MISTAKE: repairs the choice but loses the absolute value on the way, so only columns that are higher for class 1 are chosen
# TOLD: A gap has no sign: columns in which class
@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        gap = X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0)
        chosen = np.argsort(gap)[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X[training_rows][:, chosen], y[training_rows])
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
