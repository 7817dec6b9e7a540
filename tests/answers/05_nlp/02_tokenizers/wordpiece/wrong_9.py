# MISTAKE: goes back to a shorter piece when the rest fits nowhere, though what was taken is never taken back
# TOLD: You went back and tried a shorter piece where
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    dead = set()

    def search(start):
        if start == len(word):
            return []
        if start in dead:
            return None
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                rest = search(end)
                if rest is not None:
                    return [piece, *rest]
        dead.add(start)
        return None

    return search(0) or ["[UNK]"]
