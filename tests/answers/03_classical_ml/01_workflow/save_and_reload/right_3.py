# RIGHT: pickled in memory, compressed, and written and read as bytes
import gzip
import pickle


@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    path.write_bytes(gzip.compress(pickle.dumps(model)))
    return pickle.loads(gzip.decompress(path.read_bytes()))
