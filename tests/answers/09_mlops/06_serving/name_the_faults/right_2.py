# RIGHT: decided by code from the counts: nobody fast, a gap after the slow ones began at 0.1 s or at 0.5 s, or no gap
def read(counts: list[int]) -> str:
    each = np.diff(counts, prepend=0)
    if counts[4] == 0:
        return "company"
    if each[5] == 0 and each[6] == 0:
        return "timeout"
    if each[4] < 100 and each[5] > 1000:
        return "loading"
    return "queue"


@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {name: read(counts) for name, counts in recorded.items()}
