# RIGHT: two sums with generators
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    return sum(len(encode(text)) for text in translations) / sum(len(encode(text)) for text in sentences)
