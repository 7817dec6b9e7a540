# RIGHT: the ready-made class ByteLevelBPETokenizer trains, and its JSON becomes a Tokenizer
from tokenizers.implementations import ByteLevelBPETokenizer


@lesson.exercise
def byte_tokeniser(lines: list[str], vocab_size: int) -> tokenizers.Tokenizer:
    ready = ByteLevelBPETokenizer(add_prefix_space=False)
    ready.train_from_iterator(
        lines, vocab_size=vocab_size, min_frequency=0, show_progress=False, special_tokens=["<|endoftext|>"]
    )
    return tokenizers.Tokenizer.from_str(ready.to_str())
