# RIGHT: recursive, with infinity as the rank of unknown pairs
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    ranks = dict(zip(merges, range(len(merges))))

    def go(symbols):
        best = min(pairwise(symbols), key=lambda pair: ranks.get(pair, float("inf")), default=None)
        if best is None or best not in ranks:
            return list(symbols)
        return go(merge_pair(symbols, best))

    return go(tuple(word))
