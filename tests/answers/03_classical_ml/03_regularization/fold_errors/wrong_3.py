# MISTAKE: The rows left out are standardised with their own means and spreads.
# TOLD: You fitted a scaler of its own to the
@lesson.exercise
def fold_errors(X, y, kind, penalties, folds):
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        A = StandardScaler().fit_transform(X[training])
        B = StandardScaler().fit_transform(X[validation])
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty).fit(A, y[training])
            errors[j, k] = np.mean((model.predict(B) - y[validation]) ** 2)
    return errors
