# MISTAKE: saves only the last step, without the preparation that was learned with it
# TOLD: You saved the last step only. Without its scaler
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    joblib.dump(model[-1], path)
    return joblib.load(path)
