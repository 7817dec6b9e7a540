# RIGHT: other splitters: StratifiedGroupKFold for the days, and the blocks in time by slicing row numbers
from sklearn.model_selection import StratifiedGroupKFold


@lesson.exercise
def three_foldings(y: np.ndarray, days: np.ndarray, k: int, block: int, seed: int) -> dict[str, list]:
    n = len(y)
    dummy = np.zeros((n, 1))
    folds = {"random": [], "day": [], "time": []}
    for pair in StratifiedKFold(n_splits=k, shuffle=True, random_state=seed).split(dummy, y):
        folds["random"].append(pair)
    for pair in StratifiedGroupKFold(n_splits=k, shuffle=True, random_state=seed).split(dummy, y, groups=days):
        folds["day"].append(pair)
    rows = np.arange(n)
    for step in range(k, 0, -1):
        begin = n - step * block
        folds["time"].append((rows[:begin], rows[begin : begin + block]))
    return folds
