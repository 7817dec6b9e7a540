# MISTAKE: forgets the ## of pieces inside a word, so that pieces that begin words are taken there
# TOLD: Pieces inside a word are other entries of the
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces
