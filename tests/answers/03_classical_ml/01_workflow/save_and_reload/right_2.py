# RIGHT: pickle with open files
import pickle


@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    with open(path, "wb") as file:
        pickle.dump(model, file, protocol=pickle.HIGHEST_PROTOCOL)
    with open(path, "rb") as file:
        return pickle.load(file)
