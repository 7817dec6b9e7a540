# RIGHT: recursion from the first match on
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    for i in range(len(symbols) - 1):
        if symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
            return (*symbols[:i], "".join(pair), *merge_pair(symbols[i + 2 :], pair))
    return tuple(symbols)
