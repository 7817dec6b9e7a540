# MISTAKE: Lets histogram2d choose its range from the data, so the bins are shifted when the first or last label is absent.
# TOLD: `np.histogram2d` laid its cells between the smallest and the largest label that occur, so counts slip
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    return np.histogram2d(truth, guess, bins=k)[0].astype(np.int64)
