# RIGHT: joblib's dump and load
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    joblib.dump(model, path)
    return joblib.load(path)
