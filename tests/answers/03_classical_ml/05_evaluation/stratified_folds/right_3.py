# RIGHT: deals the rows like cards, with a counter for each class and a mask for each fold
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    dealt, fold = {}, np.empty(len(y), dtype=int)
    for i, label in enumerate(np.asarray(y).tolist()):
        seen = dealt.get(label, 0)
        fold[i] = seen % k
        dealt[label] = seen + 1
    return [(np.where(fold != f)[0], np.where(fold == f)[0]) for f in range(k)]
