# interpolated Kneser-Ney: absolute discount, and lower orders counted by the number of different characters before
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    place = {c: i for i, c in enumerate(alphabet)}
    top, k = 5, len(alphabet)
    grams = Counter(text[i : i + top] for i in range(len(text) - top + 1))
    tables = []
    for order in range(top, 0, -1):
        table = {}
        for gram, count in grams.items():
            table.setdefault(gram[:-1], {})[gram[-1]] = count
        tables.append(table)
        grams = Counter(gram[1:] for gram in grams)
    tables.reverse()
    out = np.empty((len(contexts), k))
    for row, context in enumerate(contexts):
        p = np.full(k, 1 / k)
        for order, table in enumerate(tables):
            seen = table.get(context[len(context) - order :])
            if seen is None:
                break
            total, discount = sum(seen.values()), 0.7
            new = p * discount * len(seen) / total
            for c, count in seen.items():
                new[place[c]] += (count - discount) / total
            p = new
        out[row] = p / p.sum()
    return out
