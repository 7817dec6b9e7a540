# MISTAKE: takes the longest token from the left, as WordPiece does, and does not replay the merges at all
# TOLD: You took the longest known token from the left.
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    vocabulary = set(word) | {a + b for a, b in merges}
    tokens, start = [], 0
    while start < len(word):
        end = max(e for e in range(start + 1, len(word) + 1) if word[start:e] in vocabulary)
        tokens.append(word[start:end])
        start = end
    return tokens
