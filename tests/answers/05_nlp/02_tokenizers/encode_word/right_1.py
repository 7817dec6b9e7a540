# RIGHT: ranks in a dict, and the pair of the smallest rank merged everywhere until none is known
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols = tuple(word)
    rank = {pair: k for k, pair in enumerate(merges)}
    while True:
        known = [pair for pair in pairwise(symbols) if pair in rank]
        if not known:
            return list(symbols)
        symbols = merge_pair(symbols, min(known, key=rank.__getitem__))
