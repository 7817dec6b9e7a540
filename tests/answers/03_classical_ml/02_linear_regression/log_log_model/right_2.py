# a pipeline whose last step transforms the target
@lesson.exercise
def log_log_model():
    return make_pipeline(
        FunctionTransformer(func=np.log),
        TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp),
    )
