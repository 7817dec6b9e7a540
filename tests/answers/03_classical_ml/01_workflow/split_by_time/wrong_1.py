# MISTAKE: cuts at a row, so that a day may lie on both sides
# TOLD: A day was cut in two: some of its
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(days, kind="stable")
    n_test = int(np.ceil(test_share * len(days)))
    return np.sort(order[:-n_test]), np.sort(order[-n_test:])
