# RIGHT: bincount of one index in int64
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    return np.bincount(truth.astype(np.int64) * k + guess, minlength=k * k).reshape(k, k)
