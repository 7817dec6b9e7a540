# RIGHT: the library's shuffled StratifiedKFold
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    splitter = StratifiedKFold(n_splits=k, shuffle=True, random_state=0)
    return list(splitter.split(np.zeros((len(y), 1)), y))
