# MISTAKE: counts only once at the start and takes the most frequent pairs of letters, so that no merge builds on another
# TOLD: You counted once and took the most frequent pairs
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    pairs = count_pairs(words)
    return sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:n_merges]
