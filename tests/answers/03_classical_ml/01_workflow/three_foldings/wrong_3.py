# MISTAKE: draws days at random k times, so a row is in several validation parts or in none
# TOLD: "day": the validation parts do not hold each row
from sklearn.model_selection import GroupShuffleSplit


@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(y, y)),
        "day": list(GroupShuffleSplit(k, random_state=seed).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block).split(y)),
    }
