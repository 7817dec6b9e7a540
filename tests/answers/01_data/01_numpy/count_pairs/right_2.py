# RIGHT: np.add.at, which counts repeated pairs
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    table = np.zeros((k, k), dtype=np.int64)
    np.add.at(table, (truth, guess), 1)
    return table
