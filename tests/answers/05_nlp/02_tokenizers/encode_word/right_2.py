# RIGHT: goes through the merges in order and starts again from the first after each hit; slow, without ranks and without merge_pair
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols = list(word)
    again = True
    while again:
        again = False
        for a, b in merges:
            if (a, b) in zip(symbols, symbols[1:]):
                i = 0
                while i < len(symbols) - 1:
                    if symbols[i] == a and symbols[i + 1] == b:
                        symbols[i : i + 2] = [a + b]
                    i += 1
                again = True
                break
    return symbols
