# RIGHT: sorts the rows, looks which day stands at the row where the share is reached, and takes all from that day on
@lesson.exercise
def split_by_time(days: np.ndarray, test_share: float) -> tuple[np.ndarray, np.ndarray]:
    days = np.asarray(days)
    ordered = np.sort(days)
    needed = int(np.ceil(test_share * len(days)))
    first_test_day = ordered[len(days) - needed]
    if first_test_day == ordered[0]:  # a day has to stay
        late = days > first_test_day
    else:
        late = days >= first_test_day
    return np.where(~late)[0], np.where(late)[0]
