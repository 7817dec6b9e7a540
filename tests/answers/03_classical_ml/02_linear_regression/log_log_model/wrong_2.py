# MISTAKE: Only the features are in logarithms, the target stays in its unit.
# TOLD: Only X is a logarithm in your model, and y goes
@lesson.exercise
def log_log_model():
    return make_pipeline(FunctionTransformer(np.log), LinearRegression())
