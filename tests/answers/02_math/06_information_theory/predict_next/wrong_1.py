# MISTAKE: ignores the contexts and predicts the shares of the characters.
# TOLD: All contexts get the same prediction. What came before
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    count = Counter(text)
    p = np.array([count[c] + 1 for c in alphabet], dtype=float)
    return np.tile(p / p.sum(), (len(contexts), 1))
