# MISTAKE: The mean of y is repaired, but the columns are still standardised on all rows.
# TOLD: The columns are still standardised on all rows: the
@lesson.exercise
def fold_errors(X, y, kind, penalties, folds):
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    X = StandardScaler().fit_transform(X)
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty).fit(X[training], y[training])
            errors[j, k] = np.mean((model.predict(X[validation]) - y[validation]) ** 2)
    return errors
