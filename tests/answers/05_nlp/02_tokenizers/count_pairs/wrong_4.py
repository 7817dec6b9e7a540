# MISTAKE: takes a pair for unordered, so that (e, s) and (s, e) share one count
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    counts = Counter()
    for word, k in words.items():
        for a, b in pairwise(word):
            counts[min(a, b), max(a, b)] += k
    return dict(counts)
