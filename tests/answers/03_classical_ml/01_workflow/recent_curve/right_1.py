# RIGHT: a loop over the sizes that cuts from the end
@lesson.exercise
def recent_curve(
    model, X: pd.DataFrame, y: np.ndarray, sizes: list[int], training_rows: np.ndarray, validation_rows: np.ndarray
) -> np.ndarray:
    scores = []
    for size in sizes:
        rows = training_rows[-size:]
        fresh = clone(model)
        fresh.fit(X.iloc[rows], y[rows])
        probability = fresh.predict_proba(X.iloc[validation_rows])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
