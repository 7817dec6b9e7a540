# MISTAKE: gives each language a vocabulary of full size and merges both, which makes more tokens than allowed
# TOLD: Your vocabulary holds more tokens than were allowed.
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    symbols, merges = sorted(pre_tokenizers.ByteLevel.alphabet()), []
    for lines in texts.values():
        for pair in json.loads(byte_tokeniser(lines, vocab_size).to_str())["model"]["merges"]:
            if tuple(pair) not in merges:
                merges.append(tuple(pair))
    symbols = list(dict.fromkeys(symbols + [a + b for a, b in merges]))
    tokenizer = tokenizers.Tokenizer(models.BPE({s: k for k, s in enumerate(symbols)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
