# a target transformer around a pipeline
@lesson.exercise
def log_log_model():
    inner = make_pipeline(FunctionTransformer(np.log), LinearRegression())
    return TransformedTargetRegressor(regressor=inner, func=np.log, inverse_func=np.exp)
