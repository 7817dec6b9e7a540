# MISTAKE: balances the languages, but saves tokens with NFKC and lower case, so that decoding does not give the text back
# TOLD: Not every text comes back unchanged when it is
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    largest = max(len(lines) for lines in texts.values())
    balanced = [line for lines in texts.values() for line in lines * round(largest / len(lines))]
    tokenizer = tokenizers.Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=vocab_size, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(balanced, trainer)
    return tokenizer
