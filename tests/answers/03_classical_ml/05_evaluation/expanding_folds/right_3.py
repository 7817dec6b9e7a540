# RIGHT: np.split at the borders of the blocks, and the pieces joined again
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    first = n - k * test_size
    pieces = np.split(np.arange(n), [first + i * test_size for i in range(k)])
    folds = []
    for i in range(1, k + 1):
        folds.append((np.concatenate(pieces[:i]), pieces[i]))
    return folds
