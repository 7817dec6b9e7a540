# MISTAKE: Adds with an index array, which counts a repeated pair only once.
# TOLD: A pair that occurs several times counts once:
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    table = np.zeros((k, k), dtype=np.int64)
    table[truth, guess] += 1
    return table
