# MISTAKE: counts without overlaps, as merging does, so that a a a holds (a, a) only once
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    counts = Counter()
    for word, k in words.items():
        last, last_at = None, -2
        for i, pair in enumerate(pairwise(word)):
            if pair == last and last_at == i - 1:
                last = None
                continue
            counts[pair] += k
            last, last_at = pair, i
    return dict(counts)
