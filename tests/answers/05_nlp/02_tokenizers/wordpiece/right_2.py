# RIGHT: shortens the rest of the word like a string, with the prefix changed after the first piece
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    pieces, rest, prefix = [], word, ""
    while rest:
        candidate = rest
        while candidate and prefix + candidate not in vocabulary:
            candidate = candidate[:-1]
        if not candidate:
            return ["[UNK]"]
        pieces.append(prefix + candidate)
        rest = rest[len(candidate) :]
        prefix = "##"
    return pieces
