# MISTAKE: leaves the size of the validation parts in time to the library and ignores block
# TOLD: In "time" the validation parts are of another size
@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(y, y)),
        "day": list(GroupKFold(k).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k).split(y)),
    }
