# MISTAKE: Computes the index in uint8, where it wraps round for more than 16 labels.
# TOLD: The place in the table has wrapped round:
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    return np.bincount(truth * np.asarray(k, dtype=truth.dtype) + guess, minlength=k * k)[: k * k].reshape(k, k)
