# MISTAKE: Swaps the two, so that rows are guesses and columns the truth.
# TOLD: Your table lies on its side:
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    return np.bincount(guess.astype(np.int64) * k + truth, minlength=k * k).reshape(k, k)
