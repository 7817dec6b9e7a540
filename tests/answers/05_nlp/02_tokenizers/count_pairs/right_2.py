# RIGHT: indices and a plain dict with get
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    result = {}
    for word in words:
        for i in range(1, len(word)):
            key = (word[i - 1], word[i])
            result[key] = result.get(key, 0) + words[word]
    return result
