# MISTAKE: merges only the first occurrence and leaves the others
# TOLD: You stopped after the first occurrence. The pair is
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    for i, found in enumerate(pairwise(symbols)):
        if found == tuple(pair):
            return symbols[:i] + ("".join(pair),) + symbols[i + 2 :]
    return symbols
