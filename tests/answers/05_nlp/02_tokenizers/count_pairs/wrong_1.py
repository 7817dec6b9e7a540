# MISTAKE: counts each different word once and forgets how often the word occurs
# TOLD: Each word was counted once. A pair occurs as
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    return dict(Counter(pair for word in words for pair in pairwise(word)))
