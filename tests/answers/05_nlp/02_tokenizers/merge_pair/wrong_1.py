# MISTAKE: steps on by one after a merge, so that the second symbol of the pair is used once more
# TOLD: After a merge you moved on by one place
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged, position = [], 0
    while position < len(symbols):
        if symbols[position : position + 2] == pair:
            merged.append("".join(pair))
            position += 1
        else:
            merged.append(symbols[position])
            position += 1
    return tuple(merged)
