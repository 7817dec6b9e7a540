# MISTAKE: repeats the lines of all languages equally, which leaves the shares as they were
# TOLD: The dearest language still needs more than 0.85 of
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    lines = [line for language in texts.values() for line in language]
    return byte_tokeniser(lines * 10, vocab_size)
