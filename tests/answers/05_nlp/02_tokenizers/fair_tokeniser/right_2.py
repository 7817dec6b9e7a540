# RIGHT: searches: each round more copies for the language with most tokens per character, and the best round is kept
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    sizes = {lang: max(1, sum(map(len, lines))) for lang, lines in texts.items()}
    weights = {lang: max(sizes.values()) / size for lang, size in sizes.items()}
    best, least = None, float("inf")
    for _ in range(8):
        sample = [line for lang, lines in texts.items() for line in lines * max(1, round(weights[lang]))]
        tokeniser = byte_tokeniser(sample, vocab_size)
        price = {
            lang: sum(len(tokeniser.encode(line)) for line in lines) / sizes[lang] for lang, lines in texts.items()
        }
        if max(price.values()) < least:
            best, least = tokeniser, max(price.values())
        weights[max(price, key=price.get)] *= 1.15
    return best
