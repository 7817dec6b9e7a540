# MISTAKE: compares tokens per word, which favours languages that put much into one word
# TOLD: You compared tokens per word. A language that says
@lesson.exercise
def token_premium(encode, sentences: list[str], translations: list[str]) -> float:
    def per_word(texts):
        return sum(len(encode(text)) for text in texts) / sum(len(text.split()) for text in texts)

    return per_word(translations) / per_word(sentences)
