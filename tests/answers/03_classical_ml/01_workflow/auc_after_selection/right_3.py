# RIGHT: a helper that chooses with a table and nlargest, and scaling by hand
def widest(table, labels, k):
    means = table.groupby(labels).mean()
    return (means.loc[1] - means.loc[0]).abs().nlargest(k).index.to_numpy()


@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    def auc_of(training_rows, validation_rows):
        chosen = widest(pd.DataFrame(X).iloc[training_rows], y[training_rows], k)
        fit_on, judge_on = X[np.ix_(training_rows, chosen)], X[np.ix_(validation_rows, chosen)]
        mean, spread = fit_on.mean(axis=0), fit_on.std(axis=0)
        model = LogisticRegression().fit((fit_on - mean) / spread, y[training_rows])
        return roc_auc_score(y[validation_rows], model.decision_function((judge_on - mean) / spread))

    return np.array([auc_of(*fold) for fold in folds])
