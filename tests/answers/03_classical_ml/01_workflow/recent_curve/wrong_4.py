# MISTAKE: takes the rows just before the validation rows, whether or not they are among the training rows
# TOLD: You went by the end of the table and
@lesson.exercise
def recent_curve(
    model, X: pd.DataFrame, y: np.ndarray, sizes: list[int], training_rows: np.ndarray, validation_rows: np.ndarray
) -> np.ndarray:
    scores = []
    for size in sizes:
        rows = np.arange(validation_rows[0] - size, validation_rows[0])
        fresh = clone(model)
        fresh.fit(X.iloc[rows], y[rows])
        probability = fresh.predict_proba(X.iloc[validation_rows])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
