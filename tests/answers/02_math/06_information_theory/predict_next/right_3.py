# recursion on suffixes: numpy keeps the places of the text that agree with each, Dirichlet smoothing by the shorter suffix
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    place = {c: i for i, c in enumerate(alphabet)}
    codes = np.array([place[c] for c in text])
    k = len(alphabet)
    strength = [10.0, 8.0, 7.0, 6.0, 5.0, 4.0]
    known = {}

    def look(suffix):
        if suffix not in known:
            if suffix == "":
                ends, p = np.arange(len(codes)), np.full(k, 1 / k)
            else:
                ends, p = look(suffix[1:])
                ends = ends[ends >= len(suffix)]
                ends = ends[codes[ends - len(suffix)] == place[suffix[0]]]
            s = strength[len(suffix)]
            count = np.bincount(codes[ends], minlength=k)
            known[suffix] = ends, (count + s * p) / (count.sum() + s)
        return known[suffix]

    rows = np.array([look(context[-5:])[1] for context in contexts])
    return rows / rows.sum(axis=1, keepdims=True)
