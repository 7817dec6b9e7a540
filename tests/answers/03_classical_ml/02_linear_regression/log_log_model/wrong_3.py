# MISTAKE: log1p and expm1 are used, to be safe from zeros.
# TOLD: You took the logarithm of one plus the value. Both
@lesson.exercise
def log_log_model():
    inner = make_pipeline(FunctionTransformer(np.log1p), LinearRegression())
    return TransformedTargetRegressor(inner, func=np.log1p, inverse_func=np.expm1)
