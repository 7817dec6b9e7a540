# MISTAKE: Every k-th row of the file is dealt to a fold, which works only where the file is sorted by class.
# TOLD: Two test parts differ by more than one in
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    fold = np.arange(len(y)) % k
    return [(np.flatnonzero(fold != f), np.flatnonzero(fold == f)) for f in range(k)]
