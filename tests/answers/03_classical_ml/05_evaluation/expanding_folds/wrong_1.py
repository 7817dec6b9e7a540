# MISTAKE: Each fold trains on all other rows, those after the test block included.
# TOLD: The training rows include what comes after the test
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    folds = []
    for i in range(k):
        start = n - (k - i) * test_size
        test = np.arange(start, start + test_size)
        folds.append((np.setdiff1d(np.arange(n), test), test))
    return folds
