# MISTAKE: trains only on the k blocks' worth of latest rows, a moving window, instead of on all rows before a block
# TOLD: In "time" rows before a block were left out
@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(y, y)),
        "day": list(GroupKFold(k).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block, max_train_size=k * block).split(y)),
    }
