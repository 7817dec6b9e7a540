# MISTAKE: The bar is one standard deviation over the folds above the least mean, not one standard error.
# TOLD: Its mean over the folds is more than one
@lesson.exercise
def penalty_to_ship():
    errors = fold_errors(X_fit, y_fit, "lasso", penalties, folds)
    means = errors.mean(axis=1)
    best = means.argmin()
    return float(penalties[means <= means[best] + errors[best].std(ddof=1)].max())
