# MISTAKE: prefers the pair that was learned last, because later merges make longer tokens
# TOLD: Of the pairs that fit you took the one
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols, rank = tuple(word), {pair: k for k, pair in enumerate(merges)}
    while True:
        known = [pair for pair in pairwise(symbols) if pair in rank]
        if not known:
            return list(symbols)
        symbols = merge_pair(symbols, max(known, key=rank.get))
