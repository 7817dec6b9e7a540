# RIGHT: the rows of each class are cut into k pieces, and piece i of every class goes to fold i
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    parts = [[] for _ in range(k)]
    for label in np.unique(y):
        for part, piece in zip(parts, np.array_split(np.flatnonzero(y == label), k)):
            part.append(piece)
    tests = [np.concatenate(part) for part in parts]
    return [(np.setdiff1d(np.arange(len(y)), test), test) for test in tests]
