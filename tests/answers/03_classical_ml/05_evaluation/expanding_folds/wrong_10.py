# MISTAKE: The blocks are sliced with negative ends, and the last one, which ends at −0, is empty.
# TOLD: The last test block is empty: a slice that
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    rows = np.arange(n)
    return [(rows[: -j * test_size], rows[-j * test_size : -(j - 1) * test_size]) for j in range(k, 0, -1)]
