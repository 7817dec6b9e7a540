# MISTAKE: repairs the choice with min over the pairs themselves, the tie rule of training, which is the order of the alphabet and not that of learning
# TOLD: Of the pairs that fit you took the first
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols, known = tuple(word), set(merges)
    while True:
        candidates = [pair for pair in pairwise(symbols) if pair in known]
        if not candidates:
            return list(symbols)
        symbols = merge_pair(symbols, min(candidates))
