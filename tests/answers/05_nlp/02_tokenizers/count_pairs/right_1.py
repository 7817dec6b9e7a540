# RIGHT: a Counter and pairwise
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    counts = Counter()
    for word, k in words.items():
        for pair in pairwise(word):
            counts[pair] += k
    return counts
