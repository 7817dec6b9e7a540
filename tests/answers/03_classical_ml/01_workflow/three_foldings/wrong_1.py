# MISTAKE: shuffles without stratifying, so the share of successes differs from fold to fold
# TOLD: The random folds hold different shares of the classes:
@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    return {
        "random": list(KFold(k, shuffle=True, random_state=seed).split(y)),
        "day": list(GroupKFold(k).split(y, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block).split(y)),
    }
