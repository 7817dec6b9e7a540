# RIGHT: plain Python, a dictionary of rows per day and a loop from the last day back
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    rows_of = {}
    for row, one in enumerate(days):
        rows_of.setdefault(one, []).append(row)
    left = sorted(rows_of)
    test = []
    while len(left) > 1 and len(test) < test_share * len(days):
        test += rows_of[left.pop()]
    train = [row for one in left for row in rows_of[one]]
    return np.array(sorted(train), dtype=int), np.array(sorted(test), dtype=int)
