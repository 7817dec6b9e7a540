# MISTAKE: balances the wrong way round: each language is repeated by its own share of the lines, so that the large one gains
# TOLD: The dearest language still needs more than 0.85 of
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    smallest = min(len(lines) for lines in texts.values())
    weighted = [line for lines in texts.values() for line in lines * round(len(lines) / smallest)]
    return byte_tokeniser(weighted, vocab_size)
