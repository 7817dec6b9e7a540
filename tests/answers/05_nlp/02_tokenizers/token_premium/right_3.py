# RIGHT: collects the tokens of all texts in one list each, in a helper with a loop
def all_tokens(encode, texts):
    tokens = []
    for text in texts:
        tokens.extend(encode(text))
    return tokens


@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    below, above = (len(all_tokens(encode, texts)) for texts in (sentences, translations))
    return above / below
