# RIGHT: recursive, the longest of all fitting pieces by max
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    def cut(rest, prefix):
        if not rest:
            return []
        fitting = [k for k in range(1, len(rest) + 1) if prefix + rest[:k] in vocabulary]
        if not fitting:
            return None
        tail = cut(rest[max(fitting) :], "##")
        return None if tail is None else [prefix + rest[: max(fitting)], *tail]

    found = cut(word, "")
    return ["[UNK]"] if found is None else found
