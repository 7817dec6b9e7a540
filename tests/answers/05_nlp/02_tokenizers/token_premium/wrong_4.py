# MISTAKE: joins the sentences with spaces before encoding, so that each is not encoded by itself
# TOLD: You encoded all sentences as one text. Tokens that
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    return len(encode(" ".join(translations))) / len(encode(" ".join(sentences)))
