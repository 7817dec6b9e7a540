# MISTAKE: The window slides: all folds train on equally many rows, and the oldest ones are dropped.
# TOLD: The training window slides with a fixed length. It
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    size = n - k * test_size
    return [
        (np.arange(i * test_size, size + i * test_size), np.arange(size + i * test_size, size + (i + 1) * test_size))
        for i in range(k)
    ]
