# MISTAKE: Each fold gets the whole part of n/k rows of each class, and the rows left over are in no test part.
# TOLD: Not every row is in exactly one test part.
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    tests = [[] for _ in range(k)]
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        size = len(rows) // k
        for f in range(k):
            tests[f].extend(rows[f * size : (f + 1) * size])
    return [(np.setdiff1d(np.arange(len(y)), test), np.array(test)) for test in tests]
