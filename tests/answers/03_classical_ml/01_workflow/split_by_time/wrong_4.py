# MISTAKE: takes the share of the days, not of the rows
# TOLD: You took a share of the *days*. Days differ
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    names = np.unique(days)
    taken = min(int(np.ceil(test_share * len(names))), len(names) - 1)
    late = np.isin(days, names[len(names) - taken :])
    return np.flatnonzero(~late), np.flatnonzero(late)
