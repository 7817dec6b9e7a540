# MISTAKE: a dict comprehension keeps only the last number when a merge makes two words the same
# TOLD: Two words became the same symbols, and the number
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        words = {merge_pair(symbols, best): k for symbols, k in words.items()}
    return merges
