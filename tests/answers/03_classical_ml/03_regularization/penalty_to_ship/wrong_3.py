# MISTAKE: The errors of ridge are used, although the lasso goes to the office.
# TOLD: That is the strongest penalty of all: the lasso
@lesson.exercise
def penalty_to_ship():
    return one_standard_error(fold_errors(X_fit, y_fit, "ridge", penalties, folds), penalties)
