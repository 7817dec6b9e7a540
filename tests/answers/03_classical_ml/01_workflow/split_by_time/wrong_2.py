# MISTAKE: stops before the share is reached, as if it were an upper bound
# TOLD: The test set holds fewer rows than the share
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    names, counts = np.unique(days, return_counts=True)
    held = np.cumsum(counts[::-1])
    taken = max(1, int((held <= test_share * len(days)).sum()))
    taken = min(taken, len(names) - 1)
    late = days >= names[len(names) - taken]
    return np.flatnonzero(~late), np.flatnonzero(late)
