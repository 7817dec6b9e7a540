# MISTAKE: The test blocks are counted from the front, so the latest rows are never tested.
# TOLD: The blocks are counted from the first row on,
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(np.arange(i * test_size), np.arange(i * test_size, (i + 1) * test_size)) for i in range(1, k + 1)]
