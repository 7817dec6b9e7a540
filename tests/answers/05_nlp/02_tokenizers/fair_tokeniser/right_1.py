# RIGHT: repeats the lines of each language until all have as many characters as the largest
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    sizes = {lang: max(1, sum(map(len, lines))) for lang, lines in texts.items()}
    largest = max(sizes.values())
    balanced = []
    for lang, lines in texts.items():
        balanced += lines * max(1, round(largest / sizes[lang]))
    return byte_tokeniser(balanced, vocab_size)
