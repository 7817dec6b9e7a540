# MISTAKE: half a repair: sorts the pairs that now stand in the word by rank and merges them all before it looks again, so that an earlier pair which the first merge made has to wait
# TOLD: You merged all pairs that stood in the word
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols, rank = tuple(word), {pair: k for k, pair in enumerate(merges)}
    while True:
        known = sorted({pair for pair in pairwise(symbols) if pair in rank}, key=rank.get)
        if not known:
            return list(symbols)
        for pair in known:
            symbols = merge_pair(symbols, pair)
