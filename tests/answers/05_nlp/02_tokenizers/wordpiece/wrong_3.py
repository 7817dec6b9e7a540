# MISTAKE: keeps the pieces found so far and makes only the rest unknown, where the whole word is
# TOLD: You kept the pieces before the gap. One gap
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return [*pieces, "[UNK]"]
    return pieces
