# RIGHT: the choice moved into the loop, on the training rows
@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    scores = []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        gap = np.abs(X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0))
        chosen = np.argsort(gap)[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X_fit[:, chosen], y_fit)
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
