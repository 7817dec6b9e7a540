# MISTAKE: Leaves out minlength, so the counts are too few to reshape when the last pair does not occur.
# TOLD: The table ends with the last pair that occurs.
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    return np.bincount(truth.astype(np.int64) * k + guess).reshape(k, k)
