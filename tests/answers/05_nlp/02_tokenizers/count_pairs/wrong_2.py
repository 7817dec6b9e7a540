# MISTAKE: a pair counts once per word, even where it stands at several places of it
# TOLD: A pair that stands in a word twice was
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    counts = Counter()
    for word, k in words.items():
        for pair in set(pairwise(word)):
            counts[pair] += k
    return dict(counts)
