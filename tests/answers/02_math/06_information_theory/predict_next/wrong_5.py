# MISTAKE: takes the longest context that occurred as it is, and gives what did not follow it only a tiny constant.
# TOLD: You let the longest context that occurred decide alone.
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    follow = {}
    for k in range(5):
        for i in range(k, len(text)):
            follow.setdefault(text[i - k : i], Counter())[text[i]] += 1
    rows = []
    for context in contexts:
        for k in (4, 3, 2, 1, 0):
            seen = follow.get(context[len(context) - k :])
            if seen is not None:
                break
        p = np.array([seen[c] + 1e-9 for c in alphabet])
        rows.append(p / p.sum())
    return np.array(rows)
