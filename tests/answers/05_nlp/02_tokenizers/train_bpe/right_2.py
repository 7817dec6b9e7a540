# RIGHT: keeps the pair counts and updates them only for the words that hold the merged pair; the words stay in a list, equal ones too
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    table = [[list(word), k] for word, k in words.items()]
    counts, where = {}, {}

    def register(number, sign):
        symbols, k = table[number]
        for pair in zip(symbols, symbols[1:]):
            counts[pair] = counts.get(pair, 0) + sign * k
            if sign > 0:
                where.setdefault(pair, set()).add(number)
            elif counts[pair] == 0:
                del counts[pair]

    for number in range(len(table)):
        register(number, 1)
    merges = []
    while counts and len(merges) < n_merges:
        top = max(counts.values())
        best = min(pair for pair, count in counts.items() if count == top)
        merges.append(best)
        for number in sorted(where.pop(best)):
            register(number, -1)
            new = []
            for symbol in table[number][0]:
                if new and (new[-1], symbol) == best:
                    new[-1] += symbol
                else:
                    new.append(symbol)
            table[number][0] = new
            register(number, 1)
    return merges
