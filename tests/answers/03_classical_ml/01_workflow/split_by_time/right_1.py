# RIGHT: unique with counts, cumulated from the end, a mask
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    names, counts = np.unique(days, return_counts=True)
    held = np.cumsum(counts[::-1])
    taken = int(np.argmax(held >= test_share * len(days))) + 1
    taken = min(taken, len(names) - 1)
    late = np.isin(days, names[len(names) - taken :])
    return np.flatnonzero(~late), np.flatnonzero(late)
