# MISTAKE: The intercept is switched off.
# TOLD: Your line in logarithms has no intercept, so one
@lesson.exercise
def log_log_model():
    inner = make_pipeline(FunctionTransformer(np.log), LinearRegression(fit_intercept=False))
    return TransformedTargetRegressor(inner, func=np.log, inverse_func=np.exp)
