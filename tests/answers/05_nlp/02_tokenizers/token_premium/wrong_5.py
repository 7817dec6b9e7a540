# MISTAKE: counts each different token once, the vocabulary used and not the tokens that are billed
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    def different(texts):
        return len({token for text in texts for token in encode(text)})

    return different(translations) / different(sentences)
