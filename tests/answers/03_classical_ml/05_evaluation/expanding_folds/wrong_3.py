# MISTAKE: It relies on TimeSeriesSplit, which refuses a single fold.
# TOLD: TimeSeriesSplit refuses a single fold. k may be 1:
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    return list(TimeSeriesSplit(n_splits=k, test_size=test_size).split(np.zeros(n)))
