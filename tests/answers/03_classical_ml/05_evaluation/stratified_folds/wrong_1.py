# MISTAKE: The rows are only shuffled, so the classes are equal in the folds by luck alone.
# TOLD: Two test parts differ by more than one in
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    order = np.random.default_rng(0).permutation(len(y))
    return [(np.setdiff1d(np.arange(len(y)), test), test) for test in np.array_split(order, k)]
