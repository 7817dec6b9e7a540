# MISTAKE: stops as soon as no pair occurs twice, as some libraries do, though pairs are left
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs or max(pairs.values()) < 2:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        new = Counter()
        for symbols, k in words.items():
            new[merge_pair(symbols, best)] += k
        words = new
    return merges
