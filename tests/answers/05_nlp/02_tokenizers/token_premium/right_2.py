# RIGHT: numpy, as the quotient of the means, which for equally many is that of the totals
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    counts = np.array([[len(encode(a)), len(encode(b))] for a, b in zip(sentences, translations, strict=True)])
    english, other = counts.mean(axis=0)
    return float(other / english)
