# MISTAKE: returns what dump returns, a list of file names, not what the file holds
# TOLD: joblib.dump returns the names of the files it wrote.
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    return joblib.dump(model, path)
