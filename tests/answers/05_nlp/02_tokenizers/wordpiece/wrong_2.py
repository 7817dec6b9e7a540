# MISTAKE: tries the ends from the left, and so takes the shortest piece that fits
# TOLD: You took the shortest piece that fits. Greedy means
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    pieces, start = [], 0
    while start < len(word):
        for end in range(start + 1, len(word) + 1):
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces
