# MISTAKE: rewrites the caller's table in place, although it must not be modified
# TOLD: The result is right, but the call changed its
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for symbols in list(words):
            k = words.pop(symbols)
            key = merge_pair(symbols, best)
            words[key] = words.get(key, 0) + k
    return merges
