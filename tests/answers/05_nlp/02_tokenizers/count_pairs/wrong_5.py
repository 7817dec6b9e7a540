# MISTAKE: a comprehension writes the number of each word over that of the words before, where they should add up
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    return {pair: k for word, k in words.items() for pair in pairwise(word)}
