# MISTAKE: leaves the character coverage at 0.9995, so that rare characters of the lines are no pieces but bytes
# TOLD: A rare character of the lines is not among
@lesson.exercise
def train_unigram(lines: list[str], vocab_size: int) -> bytes:
    model = io.BytesIO()
    settings = {
        "model_type": "unigram",
        "byte_fallback": True,
        "normalization_rule_name": "identity",
        "remove_extra_whitespaces": False,
    }
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=vocab_size,
        num_threads=1,
        minloglevel=2,
        **settings,
    )
    return model.getvalue()
