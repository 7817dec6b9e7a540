# MISTAKE: All rows left over go to the last fold, whose share of a class can be several rows larger.
# TOLD: Two test parts differ by more than one in
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    tests = [[] for _ in range(k)]
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        size = len(rows) // k
        for f in range(k):
            tests[f].extend(rows[f * size : (f + 1) * size if f < k - 1 else None])
    return [(np.setdiff1d(np.arange(len(y)), test), np.array(test)) for test in tests]
