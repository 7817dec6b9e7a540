# MISTAKE: writes the file but returns the model that it was given
# TOLD: You returned the model in memory. Whether the file
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    joblib.dump(model, path)
    return model
