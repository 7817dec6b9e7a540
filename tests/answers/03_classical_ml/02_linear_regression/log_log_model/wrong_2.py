# MISTAKE: Only the features are in logarithms, the target stays in its unit.
@lesson.exercise
def log_log_model():
    return make_pipeline(FunctionTransformer(np.log), LinearRegression())
