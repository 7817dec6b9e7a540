# MISTAKE: takes the first characters of the context instead of the last ones, which stand next to the character in question.
# TOLD: You took the first characters of the context. The last
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    place = {c: i for i, c in enumerate(alphabet)}
    follow = {}
    for k in range(5):
        for i in range(k, len(text)):
            follow.setdefault(text[i - k : i], Counter())[text[i]] += 1
    rows = []
    for context in contexts:
        p = np.full(len(alphabet), 1 / len(alphabet))
        for k in range(5):
            seen = follow.get(context[:k])
            if seen is None:
                break
            n, u = seen.total(), len(seen)
            share = np.zeros(len(alphabet))
            for c, count in seen.items():
                share[place[c]] = count / n
            p = (n * share + u * p) / (n + u)
        rows.append(p / p.sum())
    return np.array(rows)
