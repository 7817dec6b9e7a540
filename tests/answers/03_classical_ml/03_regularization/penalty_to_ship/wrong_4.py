# MISTAKE: The smallest penalty within one standard error is taken, the weakest instead of the strongest.
# TOLD: That is the weakest of the penalties within one
@lesson.exercise
def penalty_to_ship():
    errors = fold_errors(X_fit, y_fit, "lasso", penalties, folds)
    means = errors.mean(axis=1)
    best = means.argmin()
    bar = means[best] + errors[best].std(ddof=1) / np.sqrt(len(folds))
    return float(penalties[means <= bar].min())
