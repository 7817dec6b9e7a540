# RIGHT: collects all pairs with their weights first, sorts them, and sums the groups
from itertools import groupby


@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    flat = sorted((pair, k) for word, k in words.items() for pair in zip(word, word[1:]))
    return {pair: sum(k for _, k in group) for pair, group in groupby(flat, key=lambda item: item[0])}
