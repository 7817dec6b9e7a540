# MISTAKE: draws the rows at random from the training rows, as an ordinary learning curve does
@lesson.exercise
def recent_curve(
    model, X: pd.DataFrame, y: np.ndarray, sizes: list[int], training_rows: np.ndarray, validation_rows: np.ndarray
) -> np.ndarray:
    scores = []
    rng = np.random.default_rng(0)
    for size in sizes:
        rows = np.sort(rng.choice(training_rows, size, replace=False))
        fresh = clone(model)
        fresh.fit(X.iloc[rows], y[rows])
        probability = fresh.predict_proba(X.iloc[validation_rows])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)
