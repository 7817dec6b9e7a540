# MISTAKE: trains only on the language with least text, so that the other one becomes dearer than any was
# TOLD: The dearest language still needs more than 0.85 of
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    poorest = min(texts, key=lambda lang: sum(map(len, texts[lang])))
    return byte_tokeniser(texts[poorest], vocab_size)
