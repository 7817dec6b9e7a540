# MISTAKE: contexts of four characters with one added to each count and no shorter context, so most of the mass goes to what never occurs.
# TOLD: You added one to every character after every context.
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    follow = {}
    for i in range(4, len(text)):
        follow.setdefault(text[i - 4 : i], Counter())[text[i]] += 1
    rows = []
    for context in contexts:
        seen = follow.get(context[-4:], Counter())
        p = np.array([seen[c] + 1 for c in alphabet], dtype=float)
        rows.append(p / p.sum())
    return np.array(rows)
