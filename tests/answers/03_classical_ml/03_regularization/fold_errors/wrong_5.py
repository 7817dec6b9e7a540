# MISTAKE: The square root is taken in each fold, so the errors are root mean squared ones.
# TOLD: You took the square root in each fold. The
@lesson.exercise
def fold_errors(X, y, kind, penalties, folds):
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        for j, penalty in enumerate(penalties):
            model = make_pipeline(StandardScaler(), make(alpha=penalty)).fit(X[training], y[training])
            errors[j, k] = np.sqrt(np.mean((model.predict(X[validation]) - y[validation]) ** 2))
    return errors
