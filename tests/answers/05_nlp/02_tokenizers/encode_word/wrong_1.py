# MISTAKE: replays the list of merges once from top to bottom, so that a pair that only a later merge makes possible is missed if it was learned earlier
# TOLD: You went through the list once. A merge may
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols = tuple(word)
    for pair in merges:
        symbols = merge_pair(symbols, pair)
    return list(symbols)
