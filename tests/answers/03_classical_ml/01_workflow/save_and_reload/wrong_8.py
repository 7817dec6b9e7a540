# MISTAKE: saves a clone, which has the settings but nothing that was learned
# TOLD: A clone was saved: it has the settings of
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    joblib.dump(clone(model), path)
    return joblib.load(path)
