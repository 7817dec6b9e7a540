# MISTAKE: max by count alone gives, of equally frequent pairs, the one met first, not the smallest
# TOLD: Ties are broken by whichever pair was seen first.
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = max(pairs, key=pairs.get)
        merges.append(best)
        new = Counter()
        for symbols, k in words.items():
            new[merge_pair(symbols, best)] += k
        words = new
    return merges
