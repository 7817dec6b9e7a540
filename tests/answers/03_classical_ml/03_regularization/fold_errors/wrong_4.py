# MISTAKE: The centre is learned from the training rows but is not added back to the predictions of the model without intercept.
# TOLD: The model has no intercept, and y is no
@lesson.exercise
def fold_errors(X, y, kind, penalties, folds):
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        inside = StandardScaler().fit(X[training])
        centre = y[training].mean()
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty, fit_intercept=False).fit(inside.transform(X[training]), y[training] - centre)
            prediction = model.predict(inside.transform(X[validation]))
            errors[j, k] = np.mean((prediction - y[validation]) ** 2)
    return errors
