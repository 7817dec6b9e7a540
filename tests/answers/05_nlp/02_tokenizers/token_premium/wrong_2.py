# MISTAKE: divides the wrong way round, the original by the translation
# TOLD: That is the original's tokens per token of the
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    return sum(len(encode(a)) for a in sentences) / sum(len(encode(b)) for b in translations)
