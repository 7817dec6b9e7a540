# RIGHT: demands the characters of the lines one by one instead of a coverage of 1, and leaves the type to the default
@lesson.exercise
def train_unigram(lines: list[str], vocab_size: int) -> bytes:
    characters = sorted({character for line in lines for character in line if character != " "})
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(line for line in lines),
        model_writer=model,
        vocab_size=vocab_size,
        required_chars="".join(characters),
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        byte_fallback=True,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()
