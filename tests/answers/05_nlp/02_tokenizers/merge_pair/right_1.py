# RIGHT: the scaffold's loop, with a slice compared to the pair
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged, position = [], 0
    while position < len(symbols):
        if tuple(symbols[position : position + 2]) == tuple(pair):
            merged.append(pair[0] + pair[1])
            position += 2
        else:
            merged.append(symbols[position])
            position += 1
    return tuple(merged)
