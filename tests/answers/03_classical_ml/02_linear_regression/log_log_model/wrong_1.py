# MISTAKE: Only the target is in logarithms, the weight stays as it is.
# TOLD: The columns of X go in as they are, and only y
@lesson.exercise
def log_log_model():
    return TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp)
