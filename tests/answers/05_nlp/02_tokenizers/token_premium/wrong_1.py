# MISTAKE: averages the quotients of the single sentences, where the quotient of the totals is asked for
# TOLD: You averaged the quotient of each pair, so that
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    return float(np.mean([len(encode(b)) / len(encode(a)) for a, b in zip(sentences, translations, strict=True)]))
