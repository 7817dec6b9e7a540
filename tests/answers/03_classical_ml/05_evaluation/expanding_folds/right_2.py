# RIGHT: recursion: the last fold, after the folds of the rows before it
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    if k == 0:
        return []
    before = n - test_size
    return expanding_folds(before, k - 1, test_size) + [(np.arange(before), np.arange(before, n))]
