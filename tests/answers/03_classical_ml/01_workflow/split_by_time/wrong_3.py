# MISTAKE: takes it for granted that the rows stand in order of time
# TOLD: The results are exactly those for `days` sorted.
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    names, counts = np.unique(days, return_counts=True)
    taken, held = 0, 0
    while held < test_share * len(days) and taken < len(names) - 1:
        taken += 1
        held += counts[-taken]
    n = len(days)
    return np.arange(n - held), np.arange(n - held, n)
