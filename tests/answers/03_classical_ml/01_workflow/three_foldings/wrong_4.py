# MISTAKE: stratifies but does not shuffle, so the folds called random are stretches of time
# TOLD: The random folds are the same with every seed:
@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(StratifiedKFold(k).split(y, y)),
        "day": list(GroupKFold(k).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block).split(y)),
    }
