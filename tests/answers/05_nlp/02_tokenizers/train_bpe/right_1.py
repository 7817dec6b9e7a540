# RIGHT: the scaffold with count_pairs and merge_pair, min over (-count, pair), and a Counter for the new table
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        new = Counter()
        for symbols, k in words.items():
            new[merge_pair(symbols, best)] += k
        words = new
    return merges
