# the two functions of the lesson, one after the other
@lesson.exercise
def penalty_to_ship():
    return one_standard_error(fold_errors(X_fit, y_fit, "lasso", penalties, folds), penalties)
