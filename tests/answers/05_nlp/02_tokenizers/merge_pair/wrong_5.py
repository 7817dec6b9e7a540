# MISTAKE: compares the joined letters, so that (a, bc) is merged as well when the pair is (ab, c)
# TOLD: You compared the joined letters. a and bc make
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    joined = "".join(pair)
    merged, position = [], 0
    while position < len(symbols):
        if position + 1 < len(symbols) and symbols[position] + symbols[position + 1] == joined:
            merged.append(joined)
            position += 2
        else:
            merged.append(symbols[position])
            position += 1
    return tuple(merged)
