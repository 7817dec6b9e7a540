# RIGHT: a comprehension over the first rows of the test blocks
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    starts = range(n - k * test_size, n, test_size)
    return [(np.arange(start), np.arange(start, start + test_size)) for start in starts]
