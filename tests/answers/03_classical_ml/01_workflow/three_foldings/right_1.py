# RIGHT: one splitter of the library for each
@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(y, y)),
        "day": list(GroupKFold(k).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block).split(y)),
    }
