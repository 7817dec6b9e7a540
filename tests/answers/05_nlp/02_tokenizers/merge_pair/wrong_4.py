# MISTAKE: walks from right to left, so that a a a becomes a aa
# TOLD: You went from right to left: of a a
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged = list(symbols)
    i = len(merged) - 2
    while i >= 0:
        if (merged[i], merged[i + 1]) == tuple(pair):
            merged[i : i + 2] = ["".join(pair)]
            i -= 1
        i -= 1
    return tuple(merged)
